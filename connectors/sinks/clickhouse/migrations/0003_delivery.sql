-- The last mile: what was due, what was decided, what became of it.

-- One thing to do at the Bot API.
CREATE TABLE IF NOT EXISTS notifications_due (
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
    user_id Int64,
    chat_id Int64,
    kind LowCardinality(String),
    lane UInt8,
    locale LowCardinality(String),
    currency LowCardinality(String),
    cluster_id String,
    content String CODEC(ZSTD(3)),
    seen_at Nullable(DateTime64(3, 'UTC')),
    expires_at Nullable(DateTime64(3, 'UTC')),
    content_type LowCardinality(String) MATERIALIZED JSONExtractString(content, 'type'),
    source LowCardinality(String) MATERIALIZED JSONExtractString(content, 'project', 'project', 'source')
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (kind, event_time)
TTL toDateTime(event_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- Why each match was sent, held or suppressed.
CREATE TABLE IF NOT EXISTS notifications_decisions (
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
    user_id Int64,
    cluster_id String,
    revision UInt32,
    decision LowCardinality(String),
    reason LowCardinality(String),
    notification_id String,
    score UInt16
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (decision, reason, event_time)
TTL toDateTime(event_time) + INTERVAL 180 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- States of notifications. Latency: from the poll that saw the project to its acceptance.
CREATE TABLE IF NOT EXISTS notifications_ledger (
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
    user_id Int64,
    chat_id Int64,
    kind LowCardinality(String),
    state LowCardinality(String),
    cluster_id String,
    message_id Nullable(Int64),
    reason LowCardinality(String),
    seen_at Nullable(DateTime64(3, 'UTC')),
    latency_ms Nullable(Int64) MATERIALIZED if(state = 'SENT', dateDiff('millisecond', seen_at, event_time), NULL)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (state, event_time, notification_id)
TTL toDateTime(event_time) + INTERVAL 365 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;
