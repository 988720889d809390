-- What is to be sent at a time, and messages of admins to many.
CREATE TABLE IF NOT EXISTS notifications_scheduled (
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
    schedule_id String,
    user_id Int64,
    chat_id Int64,
    at DateTime64(3, 'UTC'),
    content String CODEC(ZSTD(3)),
    lane UInt8,
    locale LowCardinality(String),
    currency LowCardinality(String),
    is_cancelled Bool
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (user_id, schedule_id, event_time)
TTL toDateTime(event_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS broadcasts (
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
    broadcast_id String,
    version UInt32,
    state LowCardinality(String),
    author Int64,
    text String CODEC(ZSTD(3)),
    keyboard String CODEC(ZSTD(3)),
    segment String CODEC(ZSTD(3)),
    at Nullable(DateTime64(3, 'UTC')),
    approved_by Nullable(Int64),
    changed_by String,
    audience Nullable(UInt32),
    screens String CODEC(ZSTD(3))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (broadcast_id, version)
SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS broadcasts_progress (
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
    broadcast_id String,
    partition UInt16,
    audience UInt32,
    cursor Int64,
    emitted UInt32,
    sent UInt32,
    failed UInt32,
    unknown UInt32,
    is_walked Bool,
    ledger_from Int64
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (broadcast_id, partition, event_time)
TTL toDateTime(event_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS news_off Bool;
ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS reminders String CODEC(ZSTD(3));
