"""The analytics store without Docker: ClickHouse's engine (chdb) behind its own HTTP interface.

Speaks what clickhouse-connect, curl and dashboards use: queries, inserts, settings and parameters
of a request, compression, error codes, a read-only user. Does not have: sessions, external tables,
query cancelling, the native protocol, users beyond those of the command line.
"""
