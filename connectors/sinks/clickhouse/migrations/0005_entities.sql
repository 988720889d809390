-- The newest state of each entity, kept by views over the facts: read these with FINAL.
-- version is the record's offset: one key stays in one partition, so later means higher.
CREATE TABLE IF NOT EXISTS projects_current (
    project_key String,
    cluster_id String,
    source LowCardinality(String),
    kind LowCardinality(String),
    title String CODEC(ZSTD(3)),
    language LowCardinality(String),
    skills Array(LowCardinality(String)),
    budget_currency LowCardinality(String),
    budget_period LowCardinality(String),
    usd_minimum Nullable(Int64),
    usd_maximum Nullable(Int64),
    published_at Nullable(DateTime64(3, 'UTC')),
    seen_at Nullable(DateTime64(3, 'UTC')),
    updated_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY project_key
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS projects_current_mv TO projects_current AS
SELECT
    project_key, cluster_id, source, kind, title, language, skills, budget_currency,
    budget_period, usd_minimum, usd_maximum, published_at, seen_at,
    event_time AS updated_at, _offset AS version
FROM projects_unique
WHERE NOT _tombstone;

CREATE TABLE IF NOT EXISTS subscribers_current (
    user_id Int64,
    status LowCardinality(String),
    locale LowCardinality(String),
    currency LowCardinality(String),
    timezone LowCardinality(String),
    pace LowCardinality(String),
    daily_cap UInt32,
    filters String CODEC(ZSTD(3)),
    filter_count UInt16,
    updated_at DateTime64(3, 'UTC'),
    version UInt64,
    is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY user_id
SETTINGS non_replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS subscribers_current_mv TO subscribers_current AS
SELECT
    user_id, status, locale, currency, timezone, pace, daily_cap, filters, filter_count,
    event_time AS updated_at, _offset AS version, toUInt8(_tombstone) AS is_deleted
FROM subscribers;
