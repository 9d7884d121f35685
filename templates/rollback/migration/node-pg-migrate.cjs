/** Can be taken back without losing what was written since. Copy it to @@migrations_folder@@, and change the names. */

/** What an earlier rollback has kept comes back; without one the table of kept values is empty. */
exports.up = (pgm) => {
  pgm.sql("SET LOCAL lock_timeout = '2s'");
  pgm.sql('ALTER TABLE @@table@@ ADD COLUMN note text');
  pgm.sql('CREATE TABLE IF NOT EXISTS @@table@@_note_kept AS SELECT id, note FROM @@table@@ WITH NO DATA');
  pgm.sql('UPDATE @@table@@ SET note = kept.note FROM @@table@@_note_kept AS kept WHERE kept.id = @@table@@.id');
  pgm.sql('DROP TABLE @@table@@_note_kept');
};

/** The lock comes first: what somebody writes between the copy and the end of the column would be lost. */
exports.down = (pgm) => {
  pgm.sql("SET LOCAL lock_timeout = '2s'");
  pgm.sql('LOCK TABLE @@table@@ IN ACCESS EXCLUSIVE MODE');
  pgm.sql('CREATE TABLE @@table@@_note_kept AS SELECT id, note FROM @@table@@ WHERE note IS NOT NULL');
  pgm.sql('ALTER TABLE @@table@@ DROP COLUMN note');
};
