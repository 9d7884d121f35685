import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConnectDatabase, connectPostgres } from '../../src/adapters/postgres-connection.ts';
import { withPassword } from '../../src/adapters/postgres-url.ts';
import { splitStatements } from '../../src/adapters/sql-statements.ts';
import { sqlExecutor } from '../../src/executors/sql.ts';
import type { ActionOf } from '../../src/runbook/action.ts';
import { startPostgres, type TestServer } from '../postgres/start-postgres.ts';
import { execution } from './execution.ts';
import { sqlAction } from './sql-action.ts';

let server: TestServer;
const sql = sqlExecutor({ connect: connectPostgres, splitStatements });

beforeAll(async () => {
  server = await startPostgres();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

function run(script: string, changes: Partial<ActionOf<'sql'>> = {}, variables: Record<string, string> = {}) {
  const { context, printed, stop } = execution(script, { DATABASE_URL: server.url, ...variables });
  return { ended: sql.execute(sqlAction(changes), context), printed, stop };
}

describe('values', () => {
  test('an input is a setting and never code', async () => {
    const evil = "v1'; DROP TABLE payments; --";
    const { ended } = run("SELECT current_setting('runbook.version')", { effect: 'read' }, { VERSION: evil });
    expect((await ended).captured).toBe(evil);
  });

  test('what the script does not speak of is not sent, and the connection string never', async () => {
    const script = "SELECT current_setting('runbook.token', true), current_setting('runbook.database_url', true)";
    const { ended } = run(script.replace('token', 'other'), { effect: 'read' }, { TOKEN: 'hush' });
    expect((await ended).captured).toBe('\t');
  });

  test('the connection string comes from the variable that db= names', async () => {
    const { ended } = run('SELECT 1', { database: 'OTHER_DB', effect: 'read' }, { OTHER_DB: server.url });
    expect((await ended).captured).toBe('1');
    expect((await run('SELECT 1', { database: 'NOT_SET_ANYWHERE' }).ended).message).toBe(
      'NOT_SET_ANYWHERE is not set; it must hold the connection string of the database',
    );
  });

  test('an input db_password is the password of a connection string that has none', async () => {
    const seen: object[] = [];
    const connect: ConnectDatabase = (options) => {
      seen.push({ url: options.url, password: options.password });
      return connectPostgres(options);
    };
    const { context } = execution('SELECT 1', { DATABASE_URL: server.url, DB_PASSWORD: 'p@ss: word' });
    const { outcome } = await sqlExecutor({ connect, splitStatements }).execute(sqlAction({ effect: 'read' }), context);
    expect([outcome, seen]).toEqual(['succeeded', [{ url: server.url, password: 'p@ss: word' }]]);
    const own = 'postgresql://mira:own@db/payments';
    expect(withPassword('postgresql://mira@db/payments', 'p@ss: word')).toBe(
      'postgresql://mira:p%40ss%3A%20word@db/payments',
    );
    expect([withPassword(own, 'other'), withPassword(own, undefined)]).toEqual([own, own]);
  });

  test('a write waits 2 s for a lock, unless the connection says otherwise', async () => {
    const show = 'SHOW lock_timeout';
    expect((await run(show).ended).captured).toBe('2s');
    expect((await run(show, { effect: 'read' }).ended).captured).toBe('0');
    if (server.kind === 'pglite') return;
    const url = `${server.url}?options=-c%20lock_timeout%3D7s`;
    expect((await run(show, {}, { DATABASE_URL: url }).ended).captured).toBe('7s');
    expect((await run('SHOW application_name').ended).captured).toBe('runbook');
  });
});

describe('a server that cannot be reached', () => {
  test('is named without its password', async () => {
    const url = 'postgresql://mira:s3cr%40t-word@127.0.0.1:1/payments?sslmode=disable';
    expect(await run('SELECT 1', {}, { DATABASE_URL: url }).ended).toEqual({
      outcome: 'failed',
      message:
        'cannot connect to postgresql://mira:[secret]@127.0.0.1:1/payments?sslmode=disable: connection refused (ECONNREFUSED); ' +
        'check that the server runs and that host, port, user and password of the connection string are right',
      outputs: {},
      notes: [],
    });
  });

  test('a text that is no connection string is not shown', async () => {
    const { ended } = run('SELECT 1', {}, { DATABASE_URL: 'host=db password=hush' });
    expect((await ended).message).toBe(
      'the connection string does not begin with postgresql://; ' +
        'write postgresql://user@host:5432/database; the form "host=... dbname=..." is not read',
    );
  });
});
