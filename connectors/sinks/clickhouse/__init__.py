"""ClickHouse: its client, its numbered migrations, and inserts that land once or not at all.

Works alike on a real server and on the local one. Owns no Kafka.
"""
