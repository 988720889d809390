-- What a person asked of those who decide, with what the conversation said of it.
ALTER TABLE feedback ADD COLUMN IF NOT EXISTS question String CODEC(ZSTD(3));
