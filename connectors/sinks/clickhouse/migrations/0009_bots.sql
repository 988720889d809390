-- Several bots, one token each: which of them a person met, an update came to, a message leaves by.
ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS bot LowCardinality(String) DEFAULT 'main';

ALTER TABLE telegram_updates ADD COLUMN IF NOT EXISTS bot LowCardinality(String) DEFAULT 'main';

ALTER TABLE notifications_due ADD COLUMN IF NOT EXISTS bot LowCardinality(String) DEFAULT 'main';

ALTER TABLE notifications_ledger ADD COLUMN IF NOT EXISTS bot LowCardinality(String) DEFAULT 'main';
