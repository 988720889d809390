"""Typed access to parsed JSON objects of our own making; a wrong type is a bug and raises."""

from __future__ import annotations


def integer(source: dict[str, object], name: str) -> int:
    """The whole number under a name."""
    value = source[name]
    assert isinstance(value, int), name
    return value


def text_of(source: dict[str, object], name: str) -> str:
    """The text under a name."""
    value = source[name]
    assert isinstance(value, str), name
    return value


def mapping(source: dict[str, object], name: str) -> dict[str, object]:
    """The object under a name."""
    value = source[name]
    assert isinstance(value, dict), name
    return value
