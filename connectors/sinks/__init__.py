"""Stores that record fills: the writer to ClickHouse, and the memory of what is being written.

Owns inserts, migrations and the pending ranges in Kafka. The decisions are in
gigwire.domain.record.
"""
