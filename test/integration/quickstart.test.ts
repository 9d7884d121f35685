import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sendHttpRequest } from '../../src/adapters/http-request.ts';
import { connectPostgres } from '../../src/adapters/postgres-connection.ts';
import { splitStatements } from '../../src/adapters/sql-statements.ts';
import { httpExecutor } from '../../src/executors/http.ts';
import { sqlExecutor } from '../../src/executors/sql.ts';
import { parseRunbook } from '../../src/markdown/parse-runbook.ts';
import type { Action } from '../../src/runbook/action.ts';
import { actionsOf } from '../../src/runbook/actions-of.ts';
import { isAlive } from '../cli/processes.ts';
import { execution } from './execution.ts';

const root = resolve(import.meta.dirname, '../..');
const { runbook, diagnostics } = parseRunbook(readFileSync(join(root, 'runbooks/quickstart.md'), 'utf8'));
const own = mkdtempSync(join(tmpdir(), 'runbook-quickstart-test-'));
const variables: Record<string, string> = {};
let folder = '';

afterAll(() => {
  if (folder !== '') execFileSync('node', ['runbooks/quickstart/stop.mjs', folder], { cwd: root, stdio: 'ignore' });
  rmSync(own, { recursive: true, force: true });
});

/** Runs a fence as it is written; what it captures is a variable of those after it. */
async function run(action: Action): Promise<{ exitCode: number; text: string }> {
  const result = action.kind === 'shell' ? runShell(action) : await runOther(action);
  if (action.capture !== undefined) variables[action.capture.toUpperCase()] = result.text;
  return result;
}

async function runOther(action: Action): Promise<{ exitCode: number; text: string }> {
  const { context } = execution(action.source, variables);
  if (action.kind !== 'http' && action.kind !== 'sql') throw new Error(`no ${action.kind} here`);
  const execute = () =>
    action.kind === 'http'
      ? httpExecutor(sendHttpRequest).execute(action, context)
      : sqlExecutor({ connect: connectPostgres, splitStatements }).execute(action, context);
  let result = await execute();
  for (let attempt = 0; result.outcome !== 'succeeded' && attempt < 20 && action.until !== undefined; attempt += 1) {
    result = await execute();
  }
  return { exitCode: result.outcome === 'succeeded' ? 0 : 1, text: result.captured ?? result.message ?? '' };
}

/** The one shell variable that the fences share goes on from one bash to the next. */
function runShell(action: Action): { exitCode: number; text: string } {
  const script = `set -euo pipefail\n${action.source}\nprintf '%s' "$QUICKSTART" > "$SESSION"`;
  const session = join(own, 'session');
  const env = { ...process.env, ...variables, QUICKSTART: folder, SESSION: session, TMPDIR: own };
  const { status, stdout } = spawnSync('bash', ['-c', script], { cwd: join(root, 'runbooks'), env, encoding: 'utf8' });
  if (existsSync(session)) folder = readFileSync(session, 'utf8');
  return { exitCode: status ?? -1, text: stdout.trim() };
}

function actionsIn(step: string): readonly Action[] {
  const found = runbook?.steps.find(({ id }) => id === step);
  if (found === undefined) throw new Error(`no step ${step}`);
  // Faults and restores belong to a drill.
  return actionsOf(found.body).filter(({ role }) => role === 'forward' || role === 'check');
}

async function runStep(step: string): Promise<number[]> {
  const codes: number[] = [];
  for (const action of actionsIn(step)) codes.push((await run(action)).exitCode);
  return codes;
}

async function health(): Promise<unknown> {
  const response = await fetch(`${variables['SERVICE_URL']}/health`);
  const { version, problems } = Object(await response.json());
  return { status: response.status, version, problems };
}

const timeout = 'configuration: timeoutMs is 20, the gateway needs 1000';
const refunds = "refunds: Cannot read properties of undefined (reading 'gateway')";

describe('the quickstart', () => {
  test('is a runbook without a finding', () => {
    expect(diagnostics).toEqual([]);
    expect(runbook?.steps.map(({ id, budget }) => [id, budget?.upperMs])).toEqual([
      ['start-a-broken-service', 30_000],
      ['look-at-what-is-broken', 20_000],
      ['roll-back-configuration', 20_000],
      ['roll-back-database-migration', 20_000],
      ['roll-back-application', 20_000],
      ['verify-rollback', 20_000],
      ['clean-up', 20_000],
    ]);
  });

  test('starts a service that is broken in two ways', async () => {
    expect(await runStep('start-a-broken-service')).toEqual([0, 0, 0]);
    expect(await health()).toEqual({ status: 500, version: 'v1.1.1', problems: [timeout, refunds] });
  });

  test('finds out that the configuration differs and a migration ran', async () => {
    expect(await runStep('look-at-what-is-broken')).toEqual([0, 1, 0]);
    expect(variables['MIGRATION_RAN']).toBe('yes');
  });

  test('brings back the configuration in a commit of its own, and then it is the same', async () => {
    expect(await runStep('roll-back-configuration')).toEqual([0]);
    expect(await health()).toEqual({ status: 500, version: 'v1.1.1', problems: [refunds] });
    const log = execFileSync('git', ['log', '--format=%s'], { cwd: join(folder, 'config'), encoding: 'utf8' });
    expect(log.trim().split('\n')).toEqual([
      'Roll back the configuration to v1.1.0',
      'Configuration of v1.1.1',
      'Configuration of v1.1.0',
    ]);
    expect((await runStep('look-at-what-is-broken'))[1]).toBe(0);
  });

  test('takes the last migration down, after which there is none to take down', async () => {
    expect(await runStep('roll-back-database-migration')).toEqual([0]);
    await runStep('look-at-what-is-broken');
    expect(variables['MIGRATION_RAN']).toBe('no');
    expect(await runStep('roll-back-database-migration')).toEqual([1]);
  });

  test('brings back the application, and the health check says so', async () => {
    expect(await runStep('roll-back-application')).toEqual([0]);
    expect(await runStep('verify-rollback')).toEqual([0, 0]);
    expect(await health()).toEqual({ status: 200, version: 'v1.1.0', problems: [] });
  });

  test('leaves nothing behind, and its criteria are met', async () => {
    const pids = ['payment-processor', 'database'].map((name) =>
      Number(readFileSync(join(folder, `${name}.pid`), 'utf8')),
    );
    const unmet: string[] = [];
    expect((await run(criterion('Nothing is left behind'))).exitCode).toBe(1);
    expect(await runStep('clean-up')).toEqual([0]);
    for (const check of runbook?.checks ?? []) if ((await run(check)).exitCode !== 0) unmet.push(check.check ?? '');
    expect({ unmet, left: readdirSync(own) }).toEqual({ unmet: [], left: ['session'] });
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await runStep('clean-up')).toEqual([0]);
  });
});

test('the old release cannot write a payment while the migration is there', async () => {
  const here = mkdtempSync(join(own, 'early-'));
  execFileSync('node', ['runbooks/quickstart/start.mjs', here], { cwd: root, stdio: 'ignore' });
  variables['SERVICE_URL'] = readFileSync(join(here, 'payment-processor.url'), 'utf8').trim();
  folder = here;
  await runStep('roll-back-configuration');
  await runStep('roll-back-application');
  const problem = 'payments: null value in column "refund_reason" of relation "payments" violates not-null constraint';
  await expect.poll(health, { timeout: 10_000 }).toEqual({ status: 500, version: 'v1.1.0', problems: [problem] });
  await runStep('clean-up');
  expect(existsSync(here)).toBe(false);
});

test('a run that is left half-way ends by itself and takes its folder with it', async () => {
  const here = mkdtempSync(join(own, 'left-'));
  const program = join(root, 'runbooks/quickstart/database.mjs');
  const left = spawn('node', [program, here], { env: { ...process.env, QUICKSTART_MINUTES: '0.01' }, stdio: 'ignore' });
  const [code] = await once(left, 'exit');
  expect({ code, exists: existsSync(here) }).toEqual({ code: 0, exists: false });
});

function criterion(text: string): Action {
  const found = runbook?.checks.find(({ check }) => check === text);
  if (found === undefined) throw new Error(`no check "${text}"`);
  return found;
}
