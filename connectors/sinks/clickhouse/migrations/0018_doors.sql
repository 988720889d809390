-- Floods that were dropped, orders of those who run the bot about one person, and their notes.
ALTER TABLE telegram_updates ADD COLUMN IF NOT EXISTS is_shed Bool;

ALTER TABLE telegram_updates ADD COLUMN IF NOT EXISTS `order` String CODEC(ZSTD(3));

ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS applied Array(Int64);

ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS ban String CODEC(ZSTD(3));

ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS ceilings String CODEC(ZSTD(3));

CREATE TABLE IF NOT EXISTS ops_notes (
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
    text String CODEC(ZSTD(3)),
    by String
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY event_time
TTL toDateTime(event_time) + INTERVAL 3650 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;
