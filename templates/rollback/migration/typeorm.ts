import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Can be taken back without losing what was written since. Copy it to your migrations, and change the names. */
export class AddNote@@stamp@@ implements MigrationInterface {
  name = 'AddNote@@stamp@@';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE @@table@@ ADD COLUMN note text`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`SET LOCAL lock_timeout = '2s'`);
    await queryRunner.query(`CREATE TABLE IF NOT EXISTS @@table@@_note_kept AS SELECT id, note FROM @@table@@ WITH NO DATA`);
    await queryRunner.query(`INSERT INTO @@table@@_note_kept SELECT id, note FROM @@table@@ WHERE note IS NOT NULL`);
    await queryRunner.query(`ALTER TABLE @@table@@ DROP COLUMN note`);
  }
}
