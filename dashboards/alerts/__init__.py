"""Alert rules on the metrics of the processes, as a Prometheus rule file made from one table.

Owns thresholds and where each is explained. Owns no delivery of alerts: that is Alertmanager's.
"""
