import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectPostgres } from '../../src/adapters/postgres-connection.ts';
import { splitStatements } from '../../src/adapters/sql-statements.ts';
import { sqlExecutor } from '../../src/executors/sql.ts';
import type { ActionOf } from '../../src/runbook/action.ts';
import { startPostgres, type TestServer } from '../postgres/start-postgres.ts';
import { execution } from './execution.ts';
import { sqlAction } from './sql-action.ts';

let server: TestServer;
let admin: pg.Client;
const sql = sqlExecutor({ connect: connectPostgres, splitStatements });
const succeeded = { outcome: 'succeeded', outputs: {}, notes: [] };

beforeAll(async () => {
  server = await startPostgres();
  admin = new pg.Client(server.url);
  await admin.connect();
});

afterAll(async () => {
  await admin.end();
  await server[Symbol.asyncDispose]();
});

function run(script: string, changes: Partial<ActionOf<'sql'>> = {}, variables: Record<string, string> = {}) {
  const { context, printed, stop } = execution(script, { DATABASE_URL: server.url, ...variables });
  return { ended: sql.execute(sqlAction(changes), context), printed, stop };
}

describe('results', () => {
  test('rows are a table as psql prints it, commands their tag, notices go to standard error', async () => {
    const { ended, printed } = run(`
      CREATE TEMP TABLE shown (id integer, name text, note text);
      INSERT INTO shown VALUES (1, 'Ænne', NULL), (42, 'two' || chr(10) || 'lines', 'x');
      SELECT * FROM shown ORDER BY id;
      DROP TABLE IF EXISTS absent;
      UPDATE shown SET note = 'y' WHERE id = 1 RETURNING id;
      DELETE FROM shown WHERE id = 1;`);
    expect(await ended).toEqual({ ...succeeded, captured: '1\tÆnne\t\n42\ttwo\nlines\tx\n1' });
    expect(printed).toEqual({
      stdout: [
        'CREATE TABLE',
        'INSERT 0 2',
        ' id |    name    | note',
        '----+------------+------',
        '  1 | Ænne       |',
        ' 42 | two\\nlines | x',
        '(2 rows)',
        'DROP TABLE',
        ' id',
        '----',
        '  1',
        '(1 row)',
        'UPDATE 1',
        'DELETE 1',
        '',
      ].join('\n'),
      stderr: 'NOTICE:  table "absent" does not exist, skipping\n',
    });
  });

  test('one value is captured as it is', async () => {
    const { ended } = run('SELECT $$AddRefundReason$$ AS name', { effect: 'read' });
    expect(await ended).toEqual({ ...succeeded, captured: 'AddRefundReason' });
  });

  test('of a huge result 10,000 rows are shown and the others counted', async () => {
    const { ended, printed } = run('SELECT n FROM generate_series(1, 25000) AS n', { effect: 'read' });
    const { captured } = await ended;
    expect(captured?.split('\n').length).toBe(10_000);
    expect(printed.stdout.endsWith(' 10000\n(25000 rows, the first 10000 are shown, 15000 more are not)\n')).toBe(true);
  });
});

describe('one transaction', () => {
  test('an error in the last statement leaves nothing of the first, and names the line in the runbook', async () => {
    const { ended } = run('-- é 𝄞\nCREATE TABLE half (id integer);\n\nSELECT 1,\n  nope;');
    expect(await ended).toEqual({
      outcome: 'failed',
      message: 'rollback.md:44: column "nope" does not exist (SQLSTATE 42703); everything was rolled back',
      line: 44,
      outputs: {},
      notes: [],
    });
    expect((await admin.query("SELECT to_regclass('half') AS found")).rows).toEqual([{ found: null }]);
  });

  test('without an error everything is there', async () => {
    await run('CREATE TABLE whole (id integer);\nINSERT INTO whole VALUES (7);').ended;
    expect((await admin.query('SELECT id FROM whole')).rows).toEqual([{ id: 7 }]);
  });

  test('a constraint that is checked at the end fails the action', async () => {
    const { ended } = run(`CREATE TABLE deferred_parent (id integer PRIMARY KEY);
      CREATE TABLE deferred_child (parent integer REFERENCES deferred_parent DEFERRABLE INITIALLY DEFERRED);
      INSERT INTO deferred_child VALUES (1);`);
    const { outcome, message } = await ended;
    expect(outcome).toBe('failed');
    expect(message).toMatch(/violates foreign key constraint .* \(SQLSTATE 23503\); everything was rolled back$/);
    expect((await admin.query("SELECT to_regclass('deferred_child') AS found")).rows).toEqual([{ found: null }]);
  });

  test('a COMMIT of its own is refused before anything is sent', async () => {
    const { ended, printed } = run('CREATE TABLE early (id integer);\nCOMMIT;');
    expect(await ended).toEqual({
      outcome: 'failed',
      message:
        'rollback.md:41: the action is one transaction already and cannot begin or end one; leave the statement out, or write transaction=none',
      line: 41,
      outputs: {},
      notes: [],
    });
    expect(printed).toEqual({ stdout: '', stderr: '' });
  });

  test('a savepoint is not the end of it', async () => {
    const script = 'SAVEPOINT a; SELECT 1; ROLLBACK TO a; RELEASE a;';
    expect(await run(script, { effect: 'read' }).ended).toEqual({ ...succeeded, captured: '1' });
  });

  test('a syntax error is the one of the server, with its line', async () => {
    expect((await run('SELECT 1;\nSELEC 2;').ended).message).toBe(
      'rollback.md:41: syntax error at or near "SELEC" (SQLSTATE 42601); everything was rolled back',
    );
  });

  test('an action that says it reads cannot write', async () => {
    expect((await run('CREATE TABLE sly (id integer)', { effect: 'read' }).ended).message).toBe(
      'rollback.md:40: cannot execute CREATE TABLE in a read-only transaction (SQLSTATE 25006); everything was rolled back; ' +
        'the action says effect=read; say effect=write if it writes',
    );
  });

  test('detail and hint of the server are printed', async () => {
    const { ended, printed } = run('SELECT upperr($$x$$)');
    await ended;
    expect(printed.stderr).toBe(
      'HINT:  No function matches the given name and argument types. You might need to add explicit type casts.\n',
    );
  });

  test('comments alone are no success', async () => {
    expect((await run('-- nothing yet').ended).message).toBe('rollback.md:40: it holds no statement');
  });
});

describe('transaction=none', () => {
  test('statements run one by one, and those before an error stay done', async () => {
    const script = 'CREATE TABLE kept (id integer);\nCREATE INDEX CONCURRENTLY kept_id ON kept (id);\nSELECT nope;';
    const { ended } = run(script, { transaction: false });
    expect((await ended).message).toBe(
      'rollback.md:42: column "nope" does not exist (SQLSTATE 42703); the 2 statements before it stay done',
    );
    expect((await admin.query("SELECT to_regclass('kept_id')::text AS found")).rows).toEqual([{ found: 'kept_id' }]);
  });

  test('what cannot run in a transaction says how to write it', async () => {
    await run('CREATE TABLE indexed (id integer)').ended;
    expect((await run('CREATE INDEX CONCURRENTLY indexed_id ON indexed (id)').ended).message).toBe(
      'rollback.md:40: CREATE INDEX CONCURRENTLY cannot run inside a transaction block (SQLSTATE 25001); ' +
        'everything was rolled back; write transaction=none for what cannot run inside a transaction',
    );
  });

  test('a read still cannot write', async () => {
    const { ended } = run('CREATE TABLE sly (id integer)', { effect: 'read', transaction: false });
    expect((await ended).message).toContain('(SQLSTATE 25006); no statement was completed');
  });
});
