import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Can be taken back without losing what was written since. Copy it to @@migrations_folder@@, and change the names. */
export class AddNote@@stamp@@ implements MigrationInterface {
  name = 'AddNote@@stamp@@';

  /** What an earlier rollback has kept comes back; without one the table of kept values is empty. */
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`SET LOCAL lock_timeout = '2s'`);
    await queryRunner.query(`ALTER TABLE @@table@@ ADD COLUMN note text`);
    await queryRunner.query(`CREATE TABLE IF NOT EXISTS @@table@@_note_kept AS SELECT id, note FROM @@table@@ WITH NO DATA`);
    await queryRunner.query(`UPDATE @@table@@ SET note = kept.note FROM @@table@@_note_kept AS kept WHERE kept.id = @@table@@.id`);
    await queryRunner.query(`DROP TABLE @@table@@_note_kept`);
  }

  /** The lock comes first: what somebody writes between the copy and the end of the column would be lost. */
  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`SET LOCAL lock_timeout = '2s'`);
    await queryRunner.query(`LOCK TABLE @@table@@ IN ACCESS EXCLUSIVE MODE`);
    await queryRunner.query(`CREATE TABLE @@table@@_note_kept AS SELECT id, note FROM @@table@@ WHERE note IS NOT NULL`);
    await queryRunner.query(`ALTER TABLE @@table@@ DROP COLUMN note`);
  }
}
