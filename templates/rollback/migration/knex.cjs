/** Can be taken back without losing what was written since. Copy it to @@migrations_folder@@, and change the names. */

/**
 * What an earlier rollback has kept comes back; without one the table of kept values is empty.
 * @param {import('knex').Knex} knex
 */
exports.up = async (knex) => {
  await knex.raw("SET LOCAL lock_timeout = '2s'");
  await knex.raw('ALTER TABLE @@table@@ ADD COLUMN note text');
  await knex.raw('CREATE TABLE IF NOT EXISTS @@table@@_note_kept AS SELECT id, note FROM @@table@@ WITH NO DATA');
  await knex.raw('UPDATE @@table@@ SET note = kept.note FROM @@table@@_note_kept AS kept WHERE kept.id = @@table@@.id');
  await knex.raw('DROP TABLE @@table@@_note_kept');
};

/**
 * The lock comes first: what somebody writes between the copy and the end of the column would be lost.
 * @param {import('knex').Knex} knex
 */
exports.down = async (knex) => {
  await knex.raw("SET LOCAL lock_timeout = '2s'");
  await knex.raw('LOCK TABLE @@table@@ IN ACCESS EXCLUSIVE MODE');
  await knex.raw('CREATE TABLE @@table@@_note_kept AS SELECT id, note FROM @@table@@ WHERE note IS NOT NULL');
  await knex.raw('ALTER TABLE @@table@@ DROP COLUMN note');
};
