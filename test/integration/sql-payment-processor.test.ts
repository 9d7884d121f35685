import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectPostgres } from '../../src/adapters/postgres-connection.ts';
import { splitStatements } from '../../src/adapters/sql-statements.ts';
import { sqlExecutor } from '../../src/executors/sql.ts';
import { parseRunbook } from '../../src/markdown/parse-runbook.ts';
import type { ActionOf } from '../../src/runbook/action.ts';
import { actionsOf, allActionsOf } from '../../src/runbook/actions-of.ts';
import { formatBudget } from '../../src/runbook/budget.ts';
import { startPostgres, type TestServer } from '../postgres/start-postgres.ts';
import { execution } from './execution.ts';

const file = join(import.meta.dirname, '../../runbooks/rollback/payment-processor.md');
const { runbook, diagnostics } = parseRunbook(readFileSync(file, 'utf8'));

describe('the runbook of payment-processor', () => {
  test('has five steps within its five minutes, and no finding', () => {
    expect(diagnostics).toEqual([]);
    expect(runbook?.steps.map(({ id, budget }) => [id, budget && formatBudget(budget)])).toEqual([
      ['identify-previous-version', '0:20'],
      ['roll-back-configuration', '0:30'],
      ['roll-back-application', '2:00'],
      ['roll-back-database-migration', '1:00'],
      ['verify-rollback', '1:00'],
    ]);
    expect(runbook?.budget?.upperMs).toBe(300_000);
  });

  test('leaves three options, three checks, and two questions to the responder', () => {
    const options = runbook?.steps[2]?.body.flatMap((node) => (node.node === 'choice' ? node.options : []));
    expect(options?.map(({ key }) => key)).toEqual(['A', 'B', 'C']);
    expect(runbook?.criteria.map(({ text, check }) => [text, check !== undefined])).toEqual([
      ['All pods running and healthy', true],
      ['Health check returns 200 OK', true],
      ['Error rate < 1%', false],
      ['Response time < p95 threshold', false],
      ['No critical errors in logs', true],
    ]);
  });

  test('holds no shell that bash cannot read', () => {
    const shell = runbook === undefined ? [] : allActionsOf(runbook).filter(({ kind }) => kind === 'shell');
    const unread = shell.filter(({ source }) => spawnSync('bash', ['-n', '-c', source]).status !== 0);
    expect({ fences: shell.length, unread }).toEqual({ fences: 15, unread: [] });
  });

  test('lists each version once, newest first, however often it ran, and not the one that runs', () => {
    const listing = runbook?.prerequisites.checks[0]?.source.split('|\n').at(-1) ?? '';
    const image = 'registry.example.com:5000/payment-processor';
    const input = `2 ${image}:v1.0.0\n9 ${image}:v1.1.0\n10 ${image}:v1.1.1\n11 ${image}:v1.1.0\n12 ${image}:v1.2.0\n`;
    const env = { ...process.env, running: `${image}:v1.2.0` };
    const { stdout } = spawnSync('bash', ['-c', listing], { input, encoding: 'utf8', env });
    expect(stdout).toBe('v1.1.0\nv1.1.1\nv1.0.0\n');
  });

  test('finds the newest revision of exactly the version that is wanted', () => {
    const finding = runbook?.steps[0] === undefined ? undefined : actionsOf(runbook.steps[0].body)[1];
    const search = finding?.source.split('|\n').at(-1) ?? '';
    const image = 'registry.example.com/payment-processor';
    const input = `9 ${image}:v1.1.0\n41 ${image}:v1.1.0\n42 ${image}:v1.1.1\n12 ${image}:v11.1.0\n`;
    const find = (VERSION: string) =>
      spawnSync('bash', ['-c', search], { input, encoding: 'utf8', env: { ...process.env, VERSION } }).stdout;
    expect([find('v1.1.0'), find('v1.1.1'), find('v1.0.0')]).toEqual(['41\n', '42\n', '']);
  });
});

describe('its database step', () => {
  let server: TestServer;
  let admin: pg.Client;

  beforeAll(async () => {
    server = await startPostgres();
    admin = new pg.Client(server.url);
    await admin.connect();
    await admin.query(`
      CREATE TABLE migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL);
      CREATE TABLE payments (id serial PRIMARY KEY, amount integer NOT NULL, refund_reason text);
      INSERT INTO payments (amount, refund_reason) SELECT n, CASE WHEN n <= 37 THEN 'reason ' || n END FROM generate_series(1, 100) AS n;
      INSERT INTO migrations (timestamp, name) VALUES
        (1763000000000, 'AddPaymentStatusIndex1763000000000'), (1763864112000, 'AddRefundReason1763864112000');`);
  });

  afterAll(async () => {
    await admin.end();
    await server[Symbol.asyncDispose]();
  });

  async function run(action: ActionOf<'sql'> | undefined) {
    if (action === undefined) throw new Error('the step has no such action');
    const { context } = execution(action.source, { DATABASE_URL: server.url });
    const { outcome, captured, message } = await sqlExecutor({ connect: connectPostgres, splitStatements }).execute(
      action,
      context,
    );
    return { outcome, captured, message };
  }

  const state = async () => (await admin.query('SELECT * FROM payments ORDER BY id')).rows;
  const [revert, undo] = sqlActions('roll-back-database-migration');
  const [lastMigration] = sqlActions('identify-previous-version');

  test('takes the migration down, keeps every value, and its undo brings all of it back', async () => {
    const before = await state();
    expect(await run(lastMigration)).toMatchObject({
      captured: expect.stringMatching(/^AddRefundReason1763864112000\t2025-11-23/),
    });
    expect(await run(revert)).toMatchObject({ outcome: 'succeeded' });
    expect(Object.keys((await state())[0])).toEqual(['id', 'amount']);
    expect((await admin.query('SELECT count(*)::int AS kept FROM payments_refund_reason_kept')).rows).toEqual([
      { kept: 37 },
    ]);
    expect(await run(lastMigration)).toMatchObject({ captured: expect.stringMatching(/^AddPaymentStatusIndex/) });
    expect(await run(undo)).toMatchObject({ outcome: 'succeeded' });
    expect(await state()).toEqual(before);
  });

  test('run a second time fails and changes nothing', async () => {
    await run(revert);
    const after = await state();
    const { outcome, message } = await run(revert);
    expect([outcome, message?.endsWith('everything was rolled back')]).toEqual(['failed', true]);
    expect(await state()).toEqual(after);
  });
});

function sqlActions(step: string): ActionOf<'sql'>[] {
  const found = runbook?.steps.find(({ id }) => id === step);
  return actionsOf(found?.body ?? []).flatMap((action) => (action.kind === 'sql' ? [action] : []));
}
