-- What operators look at: their own acts, dead letters, lag.

-- Replays, DLQ retries, ledger decisions: kept for years.
CREATE TABLE IF NOT EXISTS ops_audit (
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
    actor String,
    action LowCardinality(String),
    arguments Map(String, String),
    records UInt64,
    is_dry_run Bool
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (action, event_time)
TTL toDateTime(event_time) + INTERVAL 3650 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- Records that a stage could not use, from every dead letter topic and from record itself.
-- A letter may come twice (a crash between its send and the commit): count distinct origins.
CREATE TABLE IF NOT EXISTS dead_letters (
    _topic LowCardinality(String),
    _partition UInt16,
    _offset UInt64 CODEC(Delta, ZSTD(1)),
    _time DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    _key String,
    _tombstone Bool DEFAULT false,
    _replay LowCardinality(String),
    _ingested DateTime64(3, 'UTC') DEFAULT now64(3) CODEC(Delta, ZSTD(1)),
    headers Map(LowCardinality(String), String),
    raw String CODEC(ZSTD(3)),
    stage LowCardinality(String) MATERIALIZED headers['x-dlq-stage'],
    reason LowCardinality(String) MATERIALIZED headers['x-dlq-reason'],
    detail String MATERIALIZED headers['x-dlq-detail'],
    trace_id String MATERIALIZED headers['x-dlq-trace-id'],
    attempt UInt16 MATERIALIZED toUInt16OrZero(headers['x-dlq-attempt']),
    origin_topic LowCardinality(String) MATERIALIZED headers['x-dlq-origin-topic'],
    origin_partition UInt16 MATERIALIZED toUInt16OrZero(headers['x-dlq-origin-partition']),
    origin_offset UInt64 MATERIALIZED toUInt64OrZero(headers['x-dlq-origin-offset'])
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(_time)
ORDER BY (origin_topic, _time)
TTL toDateTime(_time) + INTERVAL 180 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- How far each consumer group was behind, sampled by record.
CREATE TABLE IF NOT EXISTS lag_samples (
    sampled_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
    stage LowCardinality(String),
    topic LowCardinality(String),
    partitions UInt16,
    committed UInt64,
    end UInt64,
    lag UInt64,
    worst_partition_lag UInt64
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(sampled_at)
ORDER BY (stage, topic, sampled_at)
TTL toDateTime(sampled_at) + INTERVAL 30 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;
