-- How much each person wants to hear, as JSON: empty in records from before it was asked.
ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS peace String CODEC(ZSTD(3));
