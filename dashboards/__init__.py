"""Grafana's dashboards as code: panels and their SQL, the JSON made from them, the way to Grafana.

Owns no tables (connectors/sinks/clickhouse/migrations) and no running Grafana.
"""
