"""The local stack: Kafka, ClickHouse, a Telegram and job boards as ordinary child processes.

What docker-compose would start, without Docker. Owns starting, readiness, restarts and the end of
these processes, and the servers that stand in for outside ones. Stages talk to it by address only,
exactly as to the real ones; no stage imports it.
"""
