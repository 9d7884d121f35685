-- A migration that can be taken back without losing what was written since. Copy it to your migrations, and change the names.

-- migrate:up
ALTER TABLE @@table@@ ADD COLUMN note text;

-- migrate:down
SET LOCAL lock_timeout = '2s';
CREATE TABLE IF NOT EXISTS @@table@@_note_kept AS SELECT id, note FROM @@table@@ WITH NO DATA;
INSERT INTO @@table@@_note_kept SELECT id, note FROM @@table@@ WHERE note IS NOT NULL;
ALTER TABLE @@table@@ DROP COLUMN note;
