import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectPostgres } from '../../src/adapters/postgres-connection.ts';
import { splitStatements } from '../../src/adapters/sql-statements.ts';
import { sqlExecutor } from '../../src/executors/sql.ts';
import type { ActionOf } from '../../src/runbook/action.ts';
import { hasRealPostgres, startPostgres, type TestServer } from '../postgres/start-postgres.ts';
import { execution } from './execution.ts';
import { sqlAction } from './sql-action.ts';

let server: TestServer;
let admin: pg.Client;
const sql = sqlExecutor({ connect: connectPostgres, splitStatements });

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

describe.runIf(hasRealPostgres)('a statement that takes long', () => {
  const running = "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(60)%'";

  test.each([
    ['timeout', 'timeout', 'its timeout ended it; everything was rolled back'],
    ['responder', 'stopped', 'stopped by the responder; everything was rolled back'],
    ['interrupted', 'stopped', 'interrupted; everything was rolled back'],
  ] as const)('is cancelled on the server: %s', async (why, outcome, message) => {
    const { ended, stop } = run('CREATE TABLE slow (id integer);\nSELECT pg_sleep(60)');
    await until(async () => (await admin.query(running)).rows.length === 1);
    stop(why);
    expect(await ended).toEqual({ outcome, message, outputs: {}, notes: [] });
    expect((await admin.query(running)).rows).toEqual([]);
    expect((await admin.query("SELECT to_regclass('slow') AS found")).rows).toEqual([{ found: null }]);
  });

  test('a lock that another session holds fails it after 2 s and says so', async () => {
    await admin.query('CREATE TABLE locked (id integer)');
    await admin.query('BEGIN');
    await admin.query('LOCK TABLE locked');
    const begun = performance.now();
    const { message } = await run('ALTER TABLE locked ADD COLUMN name text').ended;
    await admin.query('ROLLBACK');
    expect(message).toBe(
      'rollback.md:40: canceling statement due to lock timeout (SQLSTATE 55P03); everything was rolled back; ' +
        'another session holds the lock that is needed',
    );
    expect(performance.now() - begun).toBeGreaterThan(1_900);
  });

  test('a connection that is cut is told as such', async () => {
    const { ended } = run('CREATE TABLE cut (id integer);\nSELECT pg_sleep(60)');
    await until(async () => (await admin.query(running)).rows.length === 1);
    await admin.query(`SELECT pg_terminate_backend(pid) FROM (${running}) AS sleeping`);
    expect((await ended).message).toBe(
      'rollback.md:41: terminating connection due to administrator command (SQLSTATE 57P01); nothing was committed',
    );
    expect((await admin.query("SELECT to_regclass('cut') AS found")).rows).toEqual([{ found: null }]);
  });

  test('no session of ours stays behind', async () => {
    await run('SELECT 1').ended;
    const count = "SELECT count(*)::int AS sessions FROM pg_stat_activity WHERE application_name = 'runbook'";
    await until(async () => (await admin.query(count)).rows[0]?.sessions === 0);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const limit = performance.now() + 20_000; performance.now() < limit; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not come true within 20 s');
}
