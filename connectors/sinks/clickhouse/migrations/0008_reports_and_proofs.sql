-- What notify met when it wrote to a person (blocked, migrated ...) comes as an update without payload.
ALTER TABLE telegram_updates ADD COLUMN IF NOT EXISTS report String CODEC(ZSTD(3));

-- A press proves that a card arrived; an operator may have decided to repeat an attempt.
ALTER TABLE notifications_due ADD COLUMN IF NOT EXISTS proof String CODEC(ZSTD(3));
ALTER TABLE notifications_due ADD COLUMN IF NOT EXISTS again UInt16;

-- Which attempt an entry speaks of.
ALTER TABLE notifications_ledger ADD COLUMN IF NOT EXISTS attempt UInt16;
