-- How many steps of projects all boards gave so far: what a weekly report compares.
ALTER TABLE ticks ADD COLUMN IF NOT EXISTS looked_at Nullable(UInt64);
