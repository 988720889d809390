-- Tables of currency rates, each as published; the last of a date counts. Kept for ever: small,
-- and a replay of any day needs that day's.
CREATE TABLE IF NOT EXISTS rates (
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
    date Date,
    usd_per_unit Map(LowCardinality(String), Decimal(38, 18)),
    publisher String,
    note String
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (date, event_time)
SETTINGS non_replicated_deduplication_window = 10000;
