-- What a person wants less of when they say so, and whether they want to be learnt from at all.
ALTER TABLE feedback ADD COLUMN IF NOT EXISTS aspect LowCardinality(String);

ALTER TABLE feedback ADD COLUMN IF NOT EXISTS subject String;

ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS taste_off Bool;
