-- Files that boards show with a project, as JSON; who wants them, and which messages are files.
ALTER TABLE projects_raw ADD COLUMN IF NOT EXISTS attachments String CODEC(ZSTD(3));

ALTER TABLE subscribers ADD COLUMN IF NOT EXISTS media Bool DEFAULT false;

ALTER TABLE notifications_ledger ADD COLUMN IF NOT EXISTS is_captioned Bool DEFAULT false;
