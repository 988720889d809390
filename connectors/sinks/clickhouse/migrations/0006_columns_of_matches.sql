-- A record of matches tells its users, filters and scores as columns, a row a fitting filter.
-- Read user_ids, filters and scores side by side. Rows of before have a user once, no filters, and
-- objects with reasons in users.
ALTER TABLE matches MODIFY COLUMN user_ids Array(Int64) MATERIALIZED
    if(startsWith(users, '[{'),
        arrayMap(u -> JSONExtractInt(u, 'user_id'), JSONExtractArrayRaw(users)),
        JSONExtract(users, 'Array(Int64)'));

ALTER TABLE matches MODIFY COLUMN scores Array(UInt16) DEFAULT
    if(startsWith(users, '[{'),
        arrayMap(u -> toUInt16(JSONExtractUInt(u, 'score')), JSONExtractArrayRaw(users)),
        []);

ALTER TABLE matches ADD COLUMN IF NOT EXISTS filters Array(UInt64) AFTER users;

ALTER TABLE matches ADD COLUMN IF NOT EXISTS rates String CODEC(ZSTD(3)) AFTER filters;

-- The same bytes go to every partition: a record no longer says its own. Projects are kept by name;
-- they are whole in projects_unique.
ALTER TABLE projects_fanout MODIFY COLUMN partition UInt16 DEFAULT _partition;
