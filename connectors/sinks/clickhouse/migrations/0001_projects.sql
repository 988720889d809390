-- What boards published and what became of it, up to the matches. One table a topic, append only.
-- Nested parts stay JSON text, cheap under ZSTD; what analysts group by is extracted beside it.
-- `_replay` names the replay that copied a record: leave such rows out with `_replay = ''`.

-- One row a request to a board.
CREATE TABLE IF NOT EXISTS sources_polls (
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
    source LowCardinality(String),
    url String CODEC(ZSTD(3)),
    outcome LowCardinality(String),
    status Nullable(UInt16),
    duration_ms UInt32,
    bytes UInt64,
    items UInt32,
    new_items UInt32,
    reason LowCardinality(String),
    retry_after Nullable(Float64)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (source, event_time)
TTL toDateTime(event_time) + INTERVAL 180 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- What each next poll needed; the newest row of a source counts.
CREATE TABLE IF NOT EXISTS sources_cursors (
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
    source LowCardinality(String),
    etag String,
    last_modified String,
    seen String CODEC(ZSTD(3)),
    next_poll_at Nullable(DateTime64(3, 'UTC')),
    failures UInt32
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (source, event_time)
TTL toDateTime(event_time) + INTERVAL 30 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- Observations exactly as a board gave them.
CREATE TABLE IF NOT EXISTS projects_raw (
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
    source LowCardinality(String),
    native_id String,
    url String CODEC(ZSTD(3)),
    title String CODEC(ZSTD(3)),
    body String CODEC(ZSTD(3)),
    budget String CODEC(ZSTD(3)),
    skills Array(LowCardinality(String)),
    category LowCardinality(String),
    language LowCardinality(String),
    client String CODEC(ZSTD(3)),
    bids Nullable(Int32),
    status LowCardinality(String),
    published_at Nullable(DateTime64(3, 'UTC')),
    expires_at Nullable(DateTime64(3, 'UTC')),
    seen_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (source, event_time)
TTL toDateTime(event_time) + INTERVAL 180 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- Normalised projects: new, changed, closed. Money in US cents.
CREATE TABLE IF NOT EXISTS projects_clean (
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
    kind LowCardinality(String),
    project String CODEC(ZSTD(3)),
    project_key String MATERIALIZED JSONExtractString(project, 'key'),
    source LowCardinality(String) MATERIALIZED JSONExtractString(project, 'source'),
    title String MATERIALIZED JSONExtractString(project, 'title'),
    language LowCardinality(String) MATERIALIZED JSONExtractString(project, 'language'),
    skills Array(LowCardinality(String)) MATERIALIZED JSONExtract(project, 'skills', 'Array(String)'),
    budget_currency LowCardinality(String) MATERIALIZED JSONExtractString(project, 'budget', 'currency'),
    budget_period LowCardinality(String) MATERIALIZED JSONExtractString(project, 'budget', 'period'),
    usd_minimum Nullable(Int64) MATERIALIZED JSONExtract(project, 'budget', 'usd_minimum', 'Nullable(Int64)'),
    usd_maximum Nullable(Int64) MATERIALIZED JSONExtract(project, 'budget', 'usd_maximum', 'Nullable(Int64)'),
    published_at Nullable(DateTime64(3, 'UTC')) MATERIALIZED parseDateTime64BestEffortOrNull(JSONExtractString(project, 'published_at'), 3, 'UTC'),
    seen_at Nullable(DateTime64(3, 'UTC')) MATERIALIZED parseDateTime64BestEffortOrNull(JSONExtractString(project, 'seen_at'), 3, 'UTC')
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (kind, event_time)
TTL toDateTime(event_time) + INTERVAL 180 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- Steps in the life of a cluster of equal projects.
CREATE TABLE IF NOT EXISTS projects_unique (
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
    kind LowCardinality(String),
    cluster_id String,
    project String CODEC(ZSTD(3)),
    links String CODEC(ZSTD(3)),
    revision UInt32,
    link_count UInt16 MATERIALIZED length(JSONExtractArrayRaw(links)),
    project_key String MATERIALIZED JSONExtractString(project, 'key'),
    source LowCardinality(String) MATERIALIZED JSONExtractString(project, 'source'),
    title String MATERIALIZED JSONExtractString(project, 'title'),
    language LowCardinality(String) MATERIALIZED JSONExtractString(project, 'language'),
    skills Array(LowCardinality(String)) MATERIALIZED JSONExtract(project, 'skills', 'Array(String)'),
    budget_currency LowCardinality(String) MATERIALIZED JSONExtractString(project, 'budget', 'currency'),
    budget_period LowCardinality(String) MATERIALIZED JSONExtractString(project, 'budget', 'period'),
    usd_minimum Nullable(Int64) MATERIALIZED JSONExtract(project, 'budget', 'usd_minimum', 'Nullable(Int64)'),
    usd_maximum Nullable(Int64) MATERIALIZED JSONExtract(project, 'budget', 'usd_maximum', 'Nullable(Int64)'),
    published_at Nullable(DateTime64(3, 'UTC')) MATERIALIZED parseDateTime64BestEffortOrNull(JSONExtractString(project, 'published_at'), 3, 'UTC'),
    seen_at Nullable(DateTime64(3, 'UTC')) MATERIALIZED parseDateTime64BestEffortOrNull(JSONExtractString(project, 'seen_at'), 3, 'UTC')
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (kind, event_time)
TTL toDateTime(event_time) + INTERVAL 180 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- Micro-batches for one user partition; the same projects in all of them.
CREATE TABLE IF NOT EXISTS projects_fanout (
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
    partition UInt16,
    projects String CODEC(ZSTD(3)),
    cluster_ids Array(String) MATERIALIZED arrayMap(p -> JSONExtractString(p, 'cluster_id'), JSONExtractArrayRaw(projects))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (partition, event_time)
TTL toDateTime(event_time) + INTERVAL 14 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- Time as an event: gaps here are gaps of the pipeline.
CREATE TABLE IF NOT EXISTS ticks (
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
    partition UInt16
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (partition, event_time)
TTL toDateTime(event_time) + INTERVAL 7 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;

-- All users of one partition whom one project fits.
CREATE TABLE IF NOT EXISTS matches (
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
    partition UInt16,
    project String CODEC(ZSTD(3)),
    users String CODEC(ZSTD(3)),
    cluster_id String MATERIALIZED JSONExtractString(project, 'cluster_id'),
    source LowCardinality(String) MATERIALIZED JSONExtractString(project, 'project', 'source'),
    user_ids Array(Int64) MATERIALIZED arrayMap(u -> JSONExtractInt(u, 'user_id'), JSONExtractArrayRaw(users)),
    scores Array(UInt16) MATERIALIZED arrayMap(u -> toUInt16(JSONExtractUInt(u, 'score')), JSONExtractArrayRaw(users))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(event_time)
ORDER BY (event_time, cluster_id)
TTL toDateTime(event_time) + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, non_replicated_deduplication_window = 10000;
