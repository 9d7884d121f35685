-- A migration that can be taken back without losing what was written since. Copy it to @@migrations_folder@@, and change the names.

-- migrate:up
-- What an earlier rollback has kept comes back; without one the table of kept values is empty.
SET LOCAL lock_timeout = '2s';
ALTER TABLE @@table@@ ADD COLUMN note text;
CREATE TABLE IF NOT EXISTS @@table@@_note_kept AS SELECT id, note FROM @@table@@ WITH NO DATA;
UPDATE @@table@@ SET note = kept.note FROM @@table@@_note_kept AS kept WHERE kept.id = @@table@@.id;
DROP TABLE @@table@@_note_kept;

-- migrate:down
-- The lock comes first: what somebody writes between the copy and the end of the column would be lost.
SET LOCAL lock_timeout = '2s';
LOCK TABLE @@table@@ IN ACCESS EXCLUSIVE MODE;
CREATE TABLE @@table@@_note_kept AS SELECT id, note FROM @@table@@ WHERE note IS NOT NULL;
ALTER TABLE @@table@@ DROP COLUMN note;
