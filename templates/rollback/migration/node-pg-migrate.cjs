/** Can be taken back without losing what was written since. Copy it to your migrations, and change the names. */

exports.up = (pgm) => {
  pgm.sql('ALTER TABLE @@table@@ ADD COLUMN note text');
};

exports.down = (pgm) => {
  pgm.sql("SET LOCAL lock_timeout = '2s'");
  pgm.sql('CREATE TABLE IF NOT EXISTS @@table@@_note_kept AS SELECT id, note FROM @@table@@ WITH NO DATA');
  pgm.sql('INSERT INTO @@table@@_note_kept SELECT id, note FROM @@table@@ WHERE note IS NOT NULL');
  pgm.sql('ALTER TABLE @@table@@ DROP COLUMN note');
};
