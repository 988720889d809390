"""Every metric name of the house, with type, labels and meaning: a typo fails the type check.

docs/metrics.md is generated from this table. Labels are bounded: never a user id, never a URL.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

MetricName = Literal[
    "gigwire_events_in_total",
    "gigwire_events_out_total",
    "gigwire_outcomes_total",
    "gigwire_stage_seconds",
    "gigwire_dlq_total",
    "gigwire_retries_total",
    "gigwire_poll_seconds",
    "gigwire_poll_items_total",
    "gigwire_source_last_success_timestamp_seconds",
    "gigwire_clusters",
    "gigwire_filters",
    "gigwire_index_bytes",
    "gigwire_index_edited_ratio",
    "gigwire_index_firehose",
    "gigwire_index_build_seconds",
    "gigwire_index_rebuild_seconds",
    "gigwire_index_generation",
    "gigwire_notify_outcomes_total",
    "gigwire_notify_queue_depth",
    "gigwire_notify_wait_seconds",
    "gigwire_notify_latency_seconds",
    "gigwire_telegram_retry_after_seconds",
    "gigwire_telegram_halted",
    "gigwire_ingress_shed_total",
    "gigwire_ingress_refused_total",
    "gigwire_ingress_pending",
    "gigwire_notify_aside",
    "gigwire_notify_paid_total",
    "gigwire_notify_stars_total",
    "gigwire_record_rows_total",
    "gigwire_record_batch_seconds",
    "gigwire_record_last_commit_timestamp_seconds",
    "gigwire_rebalances_total",
    "gigwire_recovery_seconds",
    "gigwire_watchdog_stalled_seconds",
    "gigwire_restarts_total",
    "gigwire_loop_lag_seconds",
    "gigwire_build",
]
MetricType = Literal["counter", "gauge", "histogram"]

LATENCY_BUCKETS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0)
WORK_BUCKETS: Final = (0.0005, 0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0)


class Metric(NamedTuple):
    """One row: how a metric is declared. `buckets` only for histograms, in the metric's unit."""

    name: MetricName
    type: MetricType
    labels: tuple[str, ...]
    doc: str
    buckets: tuple[float, ...] = ()


METRICS: Final = (
    Metric("gigwire_events_in_total", "counter", ("stage", "topic"), "Records taken from a topic."),
    Metric("gigwire_events_out_total", "counter", ("stage", "topic"), "Records acknowledged."),
    Metric(
        "gigwire_outcomes_total",
        "counter",
        ("stage", "outcome"),
        "What a stage decided: ok, repeat, poison, transient, fatal.",
    ),
    Metric(
        "gigwire_stage_seconds",
        "histogram",
        ("stage",),
        "From decoding a record to its applied actions.",
        WORK_BUCKETS,
    ),
    Metric(
        "gigwire_dlq_total", "counter", ("stage", "reason"), "Records sent to a dead letter topic."
    ),
    Metric(
        "gigwire_retries_total", "counter", ("stage",), "Retries in place of a transient error."
    ),
    Metric(
        "gigwire_poll_seconds", "histogram", ("source",), "Duration of a board poll.", WORK_BUCKETS
    ),
    Metric("gigwire_poll_items_total", "counter", ("source", "kind"), "Items seen: new or known."),
    Metric(
        "gigwire_source_last_success_timestamp_seconds",
        "gauge",
        ("source",),
        "Unix time of a source's last readable answer.",
    ),
    Metric("gigwire_clusters", "gauge", (), "Clusters held in the 7-day window of dedupe."),
    Metric(
        "gigwire_filters", "gauge", ("partition",), "Filters indexed, per owned user partition."
    ),
    Metric(
        "gigwire_index_bytes", "gauge", ("partition",), "Size of an index's columns, in memory."
    ),
    Metric(
        "gigwire_index_edited_ratio",
        "gauge",
        ("partition",),
        "Share of an index's filters put since its base was made; a rebuild begins at 0.02.",
    ),
    Metric(
        "gigwire_index_firehose",
        "gauge",
        ("partition",),
        "Filters that require no word and are tried on every project of their sources.",
    ),
    Metric(
        "gigwire_index_build_seconds",
        "gauge",
        (),
        "Duration of the last build of all indexes of an assignment.",
    ),
    Metric(
        "gigwire_index_rebuild_seconds",
        "histogram",
        (),
        "One index made anew beside the work.",
        WORK_BUCKETS,
    ),
    Metric(
        "gigwire_index_generation",
        "gauge",
        (),
        "Generation of the group that the indexes were built for; 0 while there are none.",
    ),
    Metric(
        "gigwire_notify_outcomes_total",
        "counter",
        ("kind", "state", "reason"),
        "Terminal ledger states written.",
    ),
    Metric("gigwire_notify_queue_depth", "gauge", ("lane",), "Requests waiting in a lane."),
    Metric(
        "gigwire_notify_wait_seconds",
        "histogram",
        ("lane",),
        "From taking a request to its socket write.",
        LATENCY_BUCKETS,
    ),
    Metric(
        "gigwire_notify_latency_seconds",
        "histogram",
        ("kind",),
        "From the poll that saw a project to its acceptance by the Bot API.",
        LATENCY_BUCKETS,
    ),
    Metric(
        "gigwire_telegram_retry_after_seconds",
        "histogram",
        ("scope",),
        "Waits that Telegram asked for.",
        LATENCY_BUCKETS,
    ),
    Metric(
        "gigwire_telegram_halted",
        "gauge",
        ("stage", "bot"),
        "1 while Telegram refuses a bot's token: nobody of that bot is heard or told anything.",
    ),
    Metric(
        "gigwire_ingress_shed_total",
        "counter",
        ("bot", "kind"),
        "Updates dropped because their person sent more than the limit lets in.",
    ),
    Metric(
        "gigwire_ingress_refused_total",
        "counter",
        ("reason",),
        "Requests at the webhook without its secret: no_secret, or flood from one address.",
    ),
    Metric(
        "gigwire_ingress_pending",
        "gauge",
        ("bot",),
        "Updates that wait at Telegram for the webhook.",
    ),
    Metric(
        "gigwire_notify_aside",
        "gauge",
        ("bot",),
        "Requests left in Kafka because their bot is halted or not known; kept there for 7 days.",
    ),
    Metric(
        "gigwire_notify_paid_total",
        "counter",
        ("bot",),
        "Accepted messages sent above the free rate.",
    ),
    Metric(
        "gigwire_notify_stars_total",
        "counter",
        ("bot",),
        "Telegram Stars that accepted messages above 30 a second have cost, 0.1 each.",
    ),
    Metric("gigwire_record_rows_total", "counter", ("topic",), "Rows stored in ClickHouse."),
    Metric("gigwire_record_batch_seconds", "histogram", ("topic",), "One insert.", WORK_BUCKETS),
    Metric(
        "gigwire_record_last_commit_timestamp_seconds",
        "gauge",
        (),
        "Unix time of record's last committed batch.",
    ),
    Metric("gigwire_rebalances_total", "counter", ("stage",), "Group rebalances seen."),
    Metric("gigwire_recovery_seconds", "gauge", ("stage",), "Duration of the last table recovery."),
    Metric(
        "gigwire_watchdog_stalled_seconds",
        "gauge",
        ("stage",),
        "How long the oldest partition with work has not moved.",
    ),
    Metric("gigwire_restarts_total", "counter", ("stage",), "Restarts by the supervisor."),
    Metric("gigwire_loop_lag_seconds", "gauge", ("stage",), "Delay of the event loop."),
    Metric("gigwire_build", "gauge", ("version",), "Always 1; the label tells the version."),
)
