import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../../src/diagnostics/apply-edits.ts';
import type { Example } from '../../../src/lint/rule.ts';
import { inStep, lintExample } from './lint-example.ts';

/** `line:column code` of every finding, in order. */
function found(example: Example): readonly string[] {
  return lintExample(example)
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ code, place }) => `${place.line}:${place.column} ${code}`);
}

function seed(name: string): Example {
  const text = readFileSync(resolve(import.meta.dirname, '../../fixtures/seed', name), 'utf8');
  return { as: 'migration', file: name, text };
}

describe("the seed's migrations", () => {
  it('wait for a lock without a limit, and for a table', () => {
    expect(found(seed('migration.ts'))).toEqual([
      '13:7 index-locks-table',
      '21:7 down-without-lock-timeout',
      '21:18 down-hides-missing-object',
      '65:42 blocking-advisory-lock',
    ]);
  });

  it('lose in the good example what was written since', () => {
    expect(found(seed('good-migration.ts'))).toEqual([
      '12:5 down-without-lock-timeout',
      '13:5 down-loses-live-data',
      '13:17 down-hides-missing-object',
    ]);
  });

  it('have no way back in the bad example, and keep nothing', () => {
    expect(found(seed('bad-migration.ts'))).toEqual([
      '1:23 migration-without-down',
      '4:10 sql-syntax-error',
      '5:26 destructive-without-backup',
    ]);
  });
});

const knex = `/** @param {import('knex').Knex} knex */
exports.up = async (knex) => {
  await knex.schema.alterTable('payments', (table) => table.string('note'));
};

exports.down = async (knex) => {
  await knex.raw("SET LOCAL lock_timeout = '2s'");
  await knex.raw('ALTER TABLE payments RENAME COLUMN note TO note_unused');
};
`;

const typeorm = `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddNote1763864112000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`ALTER TABLE "payments" ADD COLUMN "note" text\`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`SET LOCAL lock_timeout = '2s'\`);
    await queryRunner.query(\`LOCK TABLE payments IN ACCESS EXCLUSIVE MODE\`);
    await queryRunner.query(\`CREATE TABLE payments_note_kept AS SELECT id, note FROM payments WHERE note IS NOT NULL\`);
    await queryRunner.query(\`ALTER TABLE "payments" DROP COLUMN "note"\`);
  }
}
`;

const dbmate = `-- migrate:up
ALTER TABLE payments ADD COLUMN note text;

-- migrate:down
SET LOCAL lock_timeout = '2s';
LOCK TABLE payments IN ACCESS EXCLUSIVE MODE;
CREATE TABLE payments_note_kept AS SELECT id, note FROM payments WHERE note IS NOT NULL;
ALTER TABLE payments DROP COLUMN note;
`;

describe('a migration that is right', () => {
  it.each([
    ['dbmate', '1_note.sql', dbmate],
    [
      'goose',
      '1_note.sql',
      dbmate.replace('-- migrate:up', '-- +goose Up').replace('-- migrate:down', '-- +goose Down'),
    ],
    [
      'node-pg-migrate',
      '1_note.sql',
      dbmate.replace('-- migrate:up', '-- Up Migration').replace('-- migrate:down', '-- Down Migration'),
    ],
    [
      'node-pg-migrate, by its builder',
      '1_note.js',
      "exports.up = (pgm) => pgm.addColumn('payments', { note: 'text' });\n",
    ],
    ['TypeORM', '1_note.ts', typeorm],
    ['knex', '1_note.js', knex],
    [
      'what an earlier rollback kept is brought back, and its table dropped',
      '1_note.sql',
      dbmate.replace(
        '\n\n',
        `
CREATE TABLE IF NOT EXISTS payments_note_kept AS SELECT id, note FROM payments WITH NO DATA;
UPDATE payments SET note = kept.note FROM payments_note_kept AS kept WHERE kept.id = payments.id;
DROP TABLE payments_note_kept;

`,
      ),
    ],
    [
      'a table that an up kept is put back, and goes',
      '1_old.sql',
      `-- migrate:up
CREATE TABLE carts_kept AS SELECT id FROM carts;
DROP TABLE carts;

-- migrate:down
SET LOCAL lock_timeout = '2s';
CREATE TABLE carts AS SELECT id FROM carts_kept;
DROP TABLE carts_kept;
`,
    ],
    ['a module that is no migration', 'data.ts', 'export const answer = 42;\nexport function up2() {}\n'],
    ['a file of SQL that is no migration', 'schema.sql', 'CREATE TABLE a (id int);\n'],
  ])('is left alone: %s', (_, file, text) => {
    expect(found({ as: 'migration', file, text })).toEqual([]);
  });
});

describe('a migration that is wrong', () => {
  it.each([
    [
      'a builder that drops what it added',
      '1_note.js',
      "exports.up = (knex) => knex.schema.alterTable('payments', (table) => table.string('note'));\nexports.down = (knex) => knex.schema.alterTable('payments', (table) => table.dropColumn('note'));\n",
      ['2:78 down-loses-live-data'],
    ],
    ['an empty down', '1_note.ts', typeorm.replace(/(down\(.*\{\n)[^}]*/, '$1  '), ['8:16 migration-without-down']],
    [
      'a down that throws',
      '1_note.ts',
      typeorm.replace(/(down\(.*\{\n)[^}]*/, "$1    throw new Error('never');\n  "),
      ['8:16 migration-cannot-be-undone'],
    ],
    [
      'a down that is false',
      '1_note.cjs',
      "exports.up = (pgm) => { pgm.sql('ALTER TABLE a ADD b int'); };\nexports.down = false;\n",
      ['1:14 migration-cannot-be-undone'],
    ],
    [
      'a value of an enum',
      '1_state.sql',
      "-- migrate:up transaction:false\nALTER TYPE state ADD VALUE 'late';\n\n-- migrate:down\nSELECT 1;\n",
      ['2:18 migration-cannot-be-undone'],
    ],
    [
      'an up that drops a table, behind a letter of two bytes',
      '1_é.sql',
      '-- migrate:up\n/* é 😀 */ DROP TABLE payments;\n\n-- migrate:down\nCREATE TABLE payments (id int);\n',
      ['2:12 destructive-without-backup'],
    ],
    [
      'an up that empties a table',
      '1_a.sql',
      '-- migrate:up\nDELETE FROM payments WHERE old;\nTRUNCATE carts;\n\n-- migrate:down\nSELECT 1;\n',
      ['2:1 destructive-without-backup', '3:1 destructive-without-backup'],
    ],
    [
      'CONCURRENTLY in a transaction',
      '1_i.sql',
      '-- migrate:up\nCREATE INDEX CONCURRENTLY i ON payments (a);\n\n-- migrate:down\nDROP INDEX CONCURRENTLY i;\n',
      ['2:14 concurrently-in-transaction', '5:12 concurrently-in-transaction'],
    ],
    [
      'a down that demands',
      '1_n.sql',
      "-- migrate:up\nALTER TABLE a ALTER b DROP NOT NULL;\n\n-- migrate:down\nSET LOCAL lock_timeout = '2s';\nALTER TABLE a ALTER b SET NOT NULL, ADD CONSTRAINT u UNIQUE (b), ALTER b TYPE int;\n",
      ['6:23 down-may-fail-on-live-data', '6:37 down-may-fail-on-live-data', '6:74 down-may-fail-on-live-data'],
    ],
  ])('is named at its words: %s', (_, file, text, wanted) => {
    expect(found({ as: 'migration', file, text })).toEqual(wanted);
  });
});

describe('SQL in a runbook', () => {
  it.each([
    ['{effect=write}\nSELECT pg_advisory_lock(1);', ['8:8 blocking-advisory-lock']],
    ["{effect=write}\nSET lock_timeout = '2s';\nSELECT pg_advisory_lock(1);", []],
    ['{effect=destructive}\nDELETE FROM carts;', ['8:1 update-without-where']],
    ['{effect=read}\n\\d payments', []],
    ['{effect=read}\nSELECT :version;', []],
    ['{effect=write}\nALTER TABEL a;', ['8:7 sql-syntax-error']],
  ])('is read as PostgreSQL reads it: %s', (sql, wanted) => {
    const codes = found({ as: 'sql', text: sql });
    expect(codes.filter((one) => /lock|update-without|sql-syntax/.test(one))).toEqual(wanted);
  });

  it('is found behind psql, in its here-document and typed below it', () => {
    const inBash = (code: string) => found({ as: 'bash', text: code }).filter((one) => one.includes('advisory'));
    expect(inBash('psql "$DATABASE_URL" -c "SELECT pg_advisory_lock(1)"')).toEqual(['8:33 blocking-advisory-lock']);
    expect(inBash("psql <<'SQL'\nSELECT 1;\nSELECT pg_advisory_lock(1);\nSQL")).toEqual([
      '10:8 blocking-advisory-lock',
    ]);
    expect(inBash('psql $DATABASE_URL\nSELECT pg_advisory_lock(1);')).toEqual(['9:8 blocking-advisory-lock']);
  });

  it("asks the table of another tool, as the seed's runbook does", () => {
    const path = resolve(import.meta.dirname, '../../fixtures/seed/payment-processor.md');
    const text = readFileSync(path, 'utf8');
    const codes = found({ as: 'runbook', text }).filter((one) => one.includes('foreign'));
    expect(codes).toEqual(['62:21 foreign-migrations-table', '68:21 foreign-migrations-table']);
  });
});

describe('statements that are right', () => {
  it.each([
    'SELECT count(*) FROM payments WHERE status = $1',
    'SELECT name FROM migrations ORDER BY id DESC LIMIT 1',
    "SELECT * FROM pg_stat_activity WHERE state <> 'idle'",
    'SELECT pg_try_advisory_lock(4711)',
    'SELECT pg_advisory_unlock(4711)',
    "SET LOCAL lock_timeout = '2s'",
    'SHOW server_version',
    'EXPLAIN SELECT 1',
    'VACUUM ANALYZE payments',
    'CREATE TABLE IF NOT EXISTS kept (id bigint PRIMARY KEY)',
    'CREATE TABLE kept AS SELECT id, note FROM payments WHERE note IS NOT NULL',
    'ALTER TABLE payments ADD COLUMN note text',
    'ALTER TABLE payments ALTER COLUMN note SET DEFAULT 0',
    'ALTER TABLE payments ADD CONSTRAINT c CHECK (a > 0) NOT VALID',
    'ALTER TABLE payments VALIDATE CONSTRAINT c',
    'ALTER TABLE payments RENAME COLUMN note TO note_unused',
    'ALTER TABLE payments SET SCHEMA trash',
    'CREATE INDEX i ON payments (status)',
    'CREATE UNIQUE INDEX i ON payments (status) WHERE open',
    'REINDEX INDEX CONCURRENTLY i',
    'INSERT INTO kept SELECT id, note FROM payments',
    "INSERT INTO settings (name, value) VALUES ('mode', 'safe') ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    "UPDATE payments SET status = 'open' WHERE status = 'stuck'",
    'UPDATE payments SET note = kept.note FROM kept WHERE kept.id = payments.id',
    "DELETE FROM carts WHERE created_at < now() - interval '30 days'",
    "DELETE FROM migrations WHERE name = 'AddNote1763864112000'",
    'WITH old AS (SELECT id FROM carts) SELECT count(*) FROM old',
    'GRANT SELECT ON payments TO reader',
    'REVOKE ALL ON payments FROM public',
    "COMMENT ON TABLE payments IS 'money'",
    'CREATE VIEW open_payments AS SELECT * FROM payments WHERE open',
    'CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    "CREATE TYPE state AS ENUM ('open', 'paid')",
    'BEGIN; SELECT 1; COMMIT',
    'SELECT $$text; with a semicolon$$',
    "SELECT 'DROP TABLE payments'",
    '-- DROP TABLE payments\nSELECT 1',
    'SELECT "DROP" FROM t',
    'LOCK TABLE payments IN SHARE MODE',
    'ANALYZE payments',
    "SELECT pg_size_pretty(pg_total_relation_size('payments'))",
  ])('are left alone: %s', (sql) => {
    const text = inStep('sql', `{effect=destructive}\n${sql};`);
    const codes = found({ as: 'runbook', text }).filter((one) =>
      /sql-syntax|foreign|advisory|migration|down-|index-locks|concurrently|update-without|backup/.test(one),
    );
    expect(codes).toEqual([]);
  });
});

it('a fix keeps the values in a table of their own', () => {
  const bad: Example = { as: 'migration', file: '1_n.sql', text: dbmate.replace(/^(?:LOCK|CREATE) TABLE.*\n/gm, '') };
  const fixes = lintExample(bad).flatMap(({ fix }) => fix ?? []);
  const fixed = applyFixes(bad.text, fixes, new Map([['key-of-payments', 'id']])).text;
  expect(fixed).toBe(dbmate);
});

it('a fix stays within the quotes of a module', () => {
  const text = typeorm
    .replace(/^.*(?:LOCK|CREATE) TABLE.*\n/gm, '')
    .replace(/`(ALTER TABLE "payments" DROP.*)`/, "'$1'");
  const fixes = lintExample({ as: 'migration', file: '1_n.ts', text }).flatMap(({ fix }) => fix ?? []);
  const fixed = applyFixes(text, fixes, new Map([['key-of-payments', 'id']])).text;
  expect(fixed).toContain(
    "query('LOCK TABLE payments IN ACCESS EXCLUSIVE MODE; CREATE TABLE payments_note_kept AS SELECT id, note",
  );
  expect(found({ as: 'migration', file: '1_n.ts', text: fixed })).toEqual([]);
});

it('a copy is taken under the lock of its table', () => {
  const text = dbmate.replace(/^LOCK.*\n/m, '');
  const fixes = lintExample({ as: 'migration', file: '1_n.sql', text }).flatMap(({ fix }) => fix ?? []);
  expect(applyFixes(text, fixes).text).toBe(dbmate);
});
