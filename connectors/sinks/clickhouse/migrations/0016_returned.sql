-- Cards of which nobody knows whether they arrived, given back for the person's next digest.
CREATE TABLE IF NOT EXISTS notifications_returned (
    _topic LowCardinality(String),
    _partition UInt16,
    _offset UInt64 CODEC(Delta, ZSTD(1)),
    _time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    _key String,
    _tombstone Bool DEFAULT false,
    _replay LowCardinality(String),
    _ingested DateTime64(3, 'UTC') DEFAULT now64(3) CODEC(Delta, ZSTD(1)),
    event_id String,
    trace_id String,
    event_time DateTime64(3, 'UTC') DEFAULT _time CODEC(Delta, ZSTD(1)),
    schema_version UInt16,
    origin String,
    notification_id String,
    kind LowCardinality(String),
    user_id Int64,
    cards String CODEC(ZSTD(3)),
    reason LowCardinality(String)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (user_id, notification_id, event_time)
TTL toDateTime(event_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;
