-- Who is forgotten: a row lives until record has taken it out with all else of the person.
CREATE TABLE IF NOT EXISTS people_forgotten (
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
    chat_id Int64,
    bot LowCardinality(String),
    how LowCardinality(String),
    last_update_id Int64,
    applied Array(Int64),
    returned_at Nullable(DateTime64(3, 'UTC'))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (user_id, event_time)
TTL toDateTime(event_time) + INTERVAL 31 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- The text of a file that somebody sent for /import.
ALTER TABLE telegram_updates ADD COLUMN IF NOT EXISTS attachment String CODEC(ZSTD(3));
