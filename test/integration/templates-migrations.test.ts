import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRollback } from '../../src/cli/commands/new.ts';
import { hasRealPostgres, startPostgres, type TestServer } from '../postgres/start-postgres.ts';

const repository = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'runbook-migrations-'));
let server: TestServer;

beforeAll(async () => {
  server = await startPostgres();
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

interface Tool {
  readonly tool: 'sql' | 'typeorm' | 'knex' | 'node-pg-migrate';
  /** Where the tool looks for the migration. */
  readonly migration: string;
  readonly files: Readonly<Record<string, string>>;
}

const hasDbmate = spawnSync('dbmate', ['--version']).status === 0;
if (!hasDbmate) process.stderr.write('NOT TESTED: migrations in plain SQL: no dbmate on PATH\n');

const tools: readonly Tool[] = [
  ...(hasDbmate ? ([{ tool: 'sql', migration: 'db/migrations/20260101000000_add_note.sql', files: {} }] as const) : []),
  {
    tool: 'typeorm',
    migration: 'add-note.ts',
    files: {
      'data-source.mjs': [
        "import { DataSource } from 'typeorm';",
        "import * as migrations from './add-note.ts';",
        "export default new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, migrations: Object.values(migrations) });",
        '',
      ].join('\n'),
    },
  },
  {
    tool: 'knex',
    migration: 'migrations/1_add_note.cjs',
    files: {
      'knexfile.js':
        "module.exports = { client: 'pg', connection: process.env.DATABASE_URL, migrations: { directory: 'migrations', loadExtensions: ['.cjs'] } };\n",
    },
  },
  { tool: 'node-pg-migrate', migration: 'migrations/1763864112000_add-note.cjs', files: {} },
];

const knex = tools.find(({ tool }) => tool === 'knex') ?? { migration: '', files: {} };

describe.runIf(hasRealPostgres)('an example migration and the script that takes it back', () => {
  test.each(tools)('up, down, up, down, with $tool', async ({ tool, migration, files }) => {
    const database = `shop_${tool.replaceAll('-', '_')}`;
    const project = await projectFor(tool, { migration, files });
    const url = await databaseOf(database);
    await using session = await connect(url);
    await session.query(
      'CREATE TABLE shop (id serial PRIMARY KEY, amount int); INSERT INTO shop (amount) VALUES (1), (2)',
    );
    const take = (...args: readonly string[]) => runScript(project, url, args);

    expect(take('--up')).toEqual({ status: 0, failed: '' });
    await session.query("UPDATE shop SET note = 'written since' WHERE id = 2");
    expect(take()).toEqual({ status: 0, failed: '' });
    expect(await columnsOf(session)).toEqual(['id', 'amount']);
    expect((await session.query('SELECT id, note FROM shop_note_kept')).rows).toEqual([
      { id: 2, note: 'written since' },
    ]);
    expect(take('--up')).toEqual({ status: 0, failed: '' });
    expect((await session.query('SELECT id, amount, note FROM shop ORDER BY id')).rows).toEqual([
      { id: 1, amount: 1, note: null },
      { id: 2, amount: 2, note: 'written since' },
    ]);
    expect(take()).toEqual({ status: 0, failed: '' });
    expect(await columnsOf(session)).toEqual(['id', 'amount']);
  });

  test.each(tools)('what somebody writes while it waits is kept as well, with $tool', async (tool) => {
    const project = await projectFor(tool.tool, tool);
    const url = await databaseOf(`shop_busy_${tool.tool.replaceAll('-', '_')}`);
    await using session = await connect(url);
    await session.query('CREATE TABLE shop (id serial PRIMARY KEY); INSERT INTO shop VALUES (1)');
    expect(runScript(project, url, ['--up'])).toEqual({ status: 0, failed: '' });
    await using writer = await connect(url);
    await writer.query("BEGIN; UPDATE shop SET note = 'at the last moment'");
    const ended = runAside(project, url);
    await waitsForLock(session);
    await writer.query('COMMIT');
    expect(await ended).toBe(0);
    expect((await session.query('SELECT id, note FROM shop_note_kept')).rows).toEqual([
      { id: 1, note: 'at the last moment' },
    ]);
  });

  test('gives up soon where a session holds the table, and changes nothing', async () => {
    const project = await projectFor('knex', knex);
    const url = await databaseOf('shop_held');
    await using session = await connect(url);
    await session.query('CREATE TABLE shop (id serial PRIMARY KEY)');
    runScript(project, url, ['--up']);
    await session.query('BEGIN; SELECT * FROM shop');
    const { status, failed } = runScript(project, url, []);
    expect([status, failed]).toEqual([expect.any(Number), expect.stringContaining('lock timeout')]);
    expect(status).not.toBe(0);
    await session.query('COMMIT');
    expect(await columnsOf(session)).toEqual(['id', 'note']);
  });

  test('goes to no database that nobody has named', async () => {
    const project = await projectFor('knex', knex);
    const { status, failed } = runScript(project, '', []);
    expect([status, failed]).toEqual([2, expect.stringContaining('DATABASE_URL is not set')]);
  });

  test('does nothing while another migration has the lock', async () => {
    const project = await projectFor('knex', {
      migration: 'migrations/1_add_note.cjs',
      files: tools.find(({ tool }) => tool === 'knex')?.files ?? {},
    });
    const url = await databaseOf('shop_locked');
    await using holder = await connect(url);
    await holder.query('CREATE TABLE shop (id serial PRIMARY KEY)');
    const script = readdirSync(join(project, 'runbooks/rollback/shop'));
    expect(script).toContain('rollback-last-migration.mjs');
    const lock = /const lock = (\d+);/.exec(
      spawnSync('cat', [join(project, 'runbooks/rollback/shop/rollback-last-migration.mjs')], { encoding: 'utf8' })
        .stdout,
    )?.[1];
    await holder.query('SELECT pg_advisory_lock($1)', [lock]);
    const { status, failed } = runScript(project, url, ['--up'], { LOCK_WAIT_MS: '500' });
    expect([status, failed]).toEqual([1, expect.stringContaining(`the lock ${lock} is held by another migration`)]);
    expect(await columnsOf(holder)).toEqual(['id']);
  });
});

async function projectFor(
  tool: Tool['tool'],
  { migration, files }: Pick<Tool, 'migration' | 'files'>,
): Promise<string> {
  const project = mkdtempSync(join(folder, `${tool}-`));
  mkdirSync(join(project, '.git'));
  symlinkSync(join(repository, 'node_modules'), join(project, 'node_modules'));
  const options = {
    config: 'none',
    trigger: 'none',
    prometheus: 'http://prometheus:9090',
    yes: true,
    json: false,
    output: join(project, 'runbooks'),
  } as const;
  const before = process.cwd();
  process.chdir(project);
  try {
    expect(await newRollback('shop', { ...options, migrationTool: tool })).toBe(0);
  } finally {
    process.chdir(before);
  }
  const made = join(project, 'runbooks/rollback/shop');
  const example = readdirSync(made).find((name) => name.startsWith('example-migration')) ?? '';
  mkdirSync(join(project, migration, '..'), { recursive: true });
  copyFileSync(join(made, example), join(project, migration));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  return project;
}

function runScript(
  project: string,
  url: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): { readonly status: number | null; readonly failed: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    ...{ cwd: runbookFolder(project), encoding: 'utf8' },
    env: { ...environmentOf(project, url), ...more },
  });
  return { status, failed: status === 0 ? '' : stdout + stderr };
}

/** As the runbook calls it. */
const script = 'shop/rollback-last-migration.mjs';
const runbookFolder = (project: string) => join(project, 'runbooks/rollback');

function environmentOf(project: string, url: string): Readonly<Record<string, string>> {
  const bin = join(repository, 'node_modules/.bin');
  return {
    ...{ PATH: [bin, process.env['PATH'] ?? ''].join(delimiter), HOME: project, NODE_NO_WARNINGS: '1' },
    ...{ DATABASE_URL: url, DATA_SOURCE: 'data-source.mjs', DBMATE_NO_DUMP_SCHEMA: 'true' },
  };
}

function runAside(project: string, url: string): Promise<number | string> {
  const options = { cwd: runbookFolder(project), env: environmentOf(project, url) };
  return new Promise((resolve) => execFile(process.execPath, [script], options, (error) => resolve(error?.code ?? 0)));
}

async function waitsForLock(session: pg.Client): Promise<void> {
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  for (let tries = 0; tries < 1_000; tries += 1) {
    if ((await session.query(waiting)).rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('nothing waits for a lock');
}

async function databaseOf(name: string): Promise<string> {
  await using session = await connect(server.url);
  await session.query(`CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = name;
  url.searchParams.set('sslmode', 'disable');
  return url.href;
}

async function connect(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

async function columnsOf(session: pg.Client): Promise<readonly unknown[]> {
  const { rows } = await session.query(
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'shop' ORDER BY ordinal_position",
  );
  return rows.map((row: { column_name: string }) => row.column_name);
}
