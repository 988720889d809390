-- A ban outlives /delete_me for as long as the record of it: who comes back is banned still.
ALTER TABLE people_forgotten ADD COLUMN IF NOT EXISTS ban String CODEC(ZSTD(3));
