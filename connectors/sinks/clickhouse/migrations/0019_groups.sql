-- Groups as readers: their own fields as JSON, the forum topic of a message, and whether Telegram
-- called the sender of an update an admin.
ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS `group` String CODEC(ZSTD(3));

ALTER TABLE notifications_due ADD COLUMN IF NOT EXISTS thread_id Nullable(Int64);

ALTER TABLE telegram_updates ADD COLUMN IF NOT EXISTS is_admin Nullable(Bool);
