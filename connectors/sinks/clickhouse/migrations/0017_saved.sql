-- The cards that a person keeps, newest first, as JSON.
ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS saved String CODEC(ZSTD(3));
