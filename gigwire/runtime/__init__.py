"""The shared async shell: settings, logs, clock, Kafka connections, health, supervision.

Owns how a process starts, stops and reports. Decides nothing about projects or people.
"""
