import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres, type TestServer } from '../postgres/start-postgres.ts';
import { fence, runbookText } from './runbook-text.ts';
import { answer, keys, startInTerminal } from './terminal-run.ts';
import { actionsOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;

let database: TestServer;

beforeAll(async () => {
  database = await startPostgres();
});

afterAll(() => database[Symbol.asyncDispose]());

/** All that the logs of the one run hold, the ends of lines as psql may pad them. */
function logsOf(project: Project): string {
  const folder = join(project.folder, '.runbook/runs', project.runNames()[0] ?? '');
  const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
  return logs.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
}

describe('SQL below psql', () => {
  test('is typed by the person in psql, which the key opens; then they say how it went', async () => {
    const front = 'environments: { test: { database: { host: 127.0.0.1, name: postgres } } }';
    const migrate = fence('bash', 'psql -X "$DATABASE_URL"', 'SELECT 6 * 7 AS answer;');
    using project = createProject({ 'deploy.md': runbookText({ Migrate: migrate }, { front }) });
    const env = { DATABASE_URL: database.url, PAGER: 'cat' };
    await using run = startInTerminal(project, [...args, '--env', 'test'], { env });
    await answer(run, [start]);
    const card = await run.asks('REFUSED');
    expect(card).toContain('     SELECT 6 * 7 AS answer;\n');
    expect(card).toContain(' [r] open psql   [y] yes: done by hand   [n] no: failed   [s] skip\n');
    await run.press('REFUSED', 'r');
    await run.sees(/postgres=# $/m);
    const above = run.text().split('\n');
    const from = above.findIndex((row) => row.startsWith(' You type the next commands yourself, in psql'));
    expect(above.slice(from - 1, from + 4).map((row) => row.replace(/proved .*Z$/, 'proved'))).toEqual([
      expect.stringMatching(/^-- 1\/1 Migrate -+ BY HAND -- TEST --$/),
      ' You type the next commands yourself, in psql, at',
      expect.stringMatching(/^ database postgres at 127\.0\.0\.1:\d+, primary, proved$/),
      ' Leave with \\q. The clock goes on. What you type and see is kept.',
      `>> from here on: psql ${'>'.repeat(58)}`,
    ]);
    run.send(`SELECT 6 * 7 AS answer;${keys.enter}`);
    await run.sees(/^ +42$/m);
    run.send(`\\q${keys.enter}`);
    const again = await run.asks('[r] open psql again');
    expect(again).toMatch(/^<< back in the runbook, after \d:\d\d <+ exit code 0 <<$/m);
    expect(again).toContain(' [y] yes: done by hand   [n] no: failed   [s] skip   [r] open psql again\n');
    await run.press('open psql again', 'y');
    expect({ code: await run.exitCode, steps: stepsOf(project), actions: actionsOf(project) }).toEqual({
      code: 0,
      steps: [expect.stringMatching(/^migrate: by-hand \(\w+\)$/)],
      actions: ['migrate.1: succeeded'],
    });
    expect(logsOf(project)).toMatch(
      /postgres=# SELECT 6 \* 7 AS answer;\n answer\n-+\n +42\n\(1 row\)\n\npostgres=# \\q\n/,
    );
    const types = project.events().map((event) => ('action' in event ? `${event.type} ${event.action}` : event.type));
    expect(types.filter((type) => /^action|^question|^target/.test(type))).toEqual([
      'target-proved',
      ...['question-answered', 'target-proved'],
      ...['action-intended migrate.1', 'action-started migrate.1', 'action-ended migrate.1'],
      'question-answered',
    ]);
  });
});

describe.concurrent('a program that a person is given', () => {
  test('may be left by Ctrl-C, which is no failure, and opened again', async () => {
    using project = createProject({
      'deploy.md': runbookText({ Look: fence('bash', 'tail -n 1 -f app.log') }),
      'app.log': 'ready\n',
    });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['[r] open tail', 'r']]);
    await run.sees(/^ready$/m);
    run.send(keys.ctrlC);
    const again = await run.asks('[r] open tail again');
    expect(again).toMatch(/^<< back in the runbook.* Ctrl-C <<$/m);
    expect(again).toContain(' opened    once\n');
    await run.press('open tail again', 'r');
    await run.sees(/^ready$/m);
    run.send(keys.ctrlC);
    expect(await run.asks('[r] open tail again')).toContain(' opened    2 times\n');
    await run.press('open tail again', 'y');
    expect({ code: await run.exitCode, steps: stepsOf(project) }).toEqual({
      code: 0,
      steps: [expect.stringMatching(/^look: by-hand/)],
    });
  });

  test('is asked for what is to be filled in, and what it exports goes on', async () => {
    const steps = {
      Ask: fence('bash', 'read -r -p "which <thing-name>? " NAME'),
      Use: fence('bash {effect=write}', 'echo "got ${NAME-nothing}" >> "$CALLS"'),
    };
    using project = createProject({ 'deploy.md': runbookText(steps) });
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['[r] open read', 'r']]);
    await run.asks('<thing-name>');
    run.send(`pod${keys.enter}`);
    await run.sees(/^which pod\? $/m);
    run.send(`pod-7${keys.enter}`);
    await answer(run, [
      ['open read again', 'y'],
      ['got ', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['got pod-7'] });
  });

  test('whose exit code says failed is asked about all the same', async () => {
    using project = createProject({ 'deploy.md': runbookText({ Edit: fence('bash', 'vim values.yaml') }) });
    project.standIn('vim', 'exit 3');
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['[r] open vim', 'r']]);
    expect(await run.asks('open vim again')).toMatch(/^<< back in the runbook.* exit code 3 <<$/m);
    await answer(run, [
      ['open vim again', 'n'],
      ['FAILED', 'q'],
      ['Leave the run?', 'q'],
    ]);
    expect({ code: await run.exitCode, steps: stepsOf(project) }).toEqual({
      code: 1,
      steps: ['edit: failed (not done by hand)'],
    });
  });
});
