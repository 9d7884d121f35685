/** Can be taken back without losing what was written since. Copy it to your migrations, and change the names. */

/** @param {import('knex').Knex} knex */
exports.up = async (knex) => {
  await knex.raw('ALTER TABLE @@table@@ ADD COLUMN note text');
};

/** @param {import('knex').Knex} knex */
exports.down = async (knex) => {
  await knex.raw("SET LOCAL lock_timeout = '2s'");
  await knex.raw('CREATE TABLE IF NOT EXISTS @@table@@_note_kept AS SELECT id, note FROM @@table@@ WITH NO DATA');
  await knex.raw('INSERT INTO @@table@@_note_kept SELECT id, note FROM @@table@@ WHERE note IS NOT NULL');
  await knex.raw('ALTER TABLE @@table@@ DROP COLUMN note');
};
