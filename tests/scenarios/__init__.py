"""Scenarios: the whole city, disturbed. A package, so that its city ends with its last test."""
