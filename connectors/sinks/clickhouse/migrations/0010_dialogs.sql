-- Where each person's conversation stands, as JSON: empty in records from before it was kept.
ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS dialog String CODEC(ZSTD(3));
