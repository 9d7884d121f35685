import { describe, expect, test } from 'vitest';
import { isAlive } from './processes.ts';
import { fence, runbookText } from './runbook-text.ts';
import { answer, comesTrue, keys, startInTerminal, type TerminalRun } from './terminal-run.ts';
import { actionsOf, endOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const args = ['run', 'deploy.md'];
const start = ['the clock starts when you start', 'r'] as const;

/** Hangs with a child and a grandchild until `go-on` is there; the second time it is. Their numbers are in `pids`. */
const hanging = [
  'if [ -e begun ]; then echo done >> "$CALLS"; exit 0; fi',
  'sleep 300 &',
  'echo $! >> pids',
  "sh -c 'sleep 300; true' &",
  'echo $! $$ >> pids',
  'touch begun',
  'while [ ! -e go-on ]; do sleep 0.05; done',
  'echo done >> "$CALLS"',
];

function projectOf(effect: 'read' | 'write'): Project {
  const two = fence('bash {effect=write}', 'echo two >> "$CALLS"');
  return createProject({ 'deploy.md': runbookText({ One: fence(`bash {effect=${effect}}`, ...hanging), Two: two }) });
}

/** Starts step One and waits until its command hangs. */
async function hang(project: Project): Promise<TerminalRun> {
  const run = startInTerminal(project, args);
  await answer(run, [start, ['touch begun', 'r']]);
  await comesTrue(() => project.exists('begun'));
  return run;
}

/** The rows of the steps on the finished screen. */
function finishedSteps(run: TerminalRun): readonly string[] {
  const rows = run.text().split('\n');
  const from = rows.findIndex((row) => row.startsWith('!! Deploy: INTERRUPTED'));
  return rows.slice(from).filter((row) => /^ \d\/\d /.test(row));
}

function survivors(project: Project): readonly string[] {
  return project.read('pids').trim().split(/\s+/).filter(isAlive);
}

describe.concurrent('Ctrl-C while a command runs', () => {
  test('stops its whole process group and shows the failure card, from which it can be run again', async () => {
    using project = projectOf('write');
    await using run = await hang(project);
    run.send(keys.ctrlC);
    const card = await run.asks('FAILED');
    expect(survivors(project)).toEqual([]);
    expect(card).toMatch(
      /^ failed {4}stopped by you; what it began may go on\n {11}after 0:0\d, action 1 +deploy\.md:\d+$/m,
    );
    await answer(run, [
      ['run again', 'r'],
      ['echo two', 'r'],
    ]);
    expect({
      code: await run.exitCode,
      end: endOf(project),
      calls: project.calls(),
      actions: actionsOf(project),
    }).toEqual({
      code: 0,
      end: ['succeeded, exit code 0'],
      calls: ['done', 'two'],
      actions: ['one.1: stopped, stopped by you; what it began may go on', 'one.1: succeeded', 'two.1: succeeded'],
    });
  });

  test.each([
    [
      'accepted with the reason that is typed',
      'a',
      'seen it work before',
      'accepted (seen it work before)',
      0,
      'succeeded',
    ],
    ['skipped for a reason', 's', undefined, 'skipped (already done)', 1, 'unverified'],
    ['done by hand', 'h', undefined, 'by-hand', 0, 'succeeded'],
    ['the end of the run', 'q', undefined, 'failed', 1, 'failed'],
  ] as const)('can be %s', async (_words, key, reason, outcome, exitCode, end) => {
    using project = projectOf('write');
    await using run = await hang(project);
    run.send(keys.ctrlC);
    await run.press('FAILED', key);
    if (reason !== undefined) {
      await run.press('Why is it acceptable?', keys.enter);
      await run.press('FAILED', key);
      await run.press('Why is it acceptable?', `${reason}${keys.enter}`);
    }
    if (key === 's') await run.press('Why?', '2');
    if (key === 'h') {
      await run.press(/^runbook .* \$ $/m, `exit${keys.enter}`);
      await run.press('[y] done by hand', 'y');
    }
    if (key === 'q') await run.press('what has failed is recorded as failed', 'q');
    else await run.press('echo two', 'r');
    const code = await run.exitCode;
    const [one = ''] = stepsOf(project);
    expect({ code, end: endOf(project)[0] }).toEqual({ code: exitCode, end: `${end}, exit code ${exitCode}` });
    expect(one.startsWith(`one: ${outcome}`), one).toBe(true);
    expect(project.calls()).toEqual(key === 'q' ? [] : ['two']);
  });

  test('twice ends the run as interrupted', async () => {
    const stubborn = ["trap 'touch asked' INT", 'touch begun', 'for _ in $(seq 2000); do sleep 0.1 || true; done'];
    using project = createProject({ 'deploy.md': runbookText({ One: fence('bash {effect=write}', ...stubborn) }) });
    await using run = await hang(project);
    run.send(keys.ctrlC);
    await comesTrue(() => project.exists('asked'));
    run.send(keys.ctrlC);
    expect({ code: await run.exitCode, end: endOf(project) }).toEqual({
      code: 130,
      end: ['interrupted, exit code 130', 'interrupted by SIGINT'],
    });
  });
});

describe.concurrent('Ctrl-C at a prompt', () => {
  test('shows where things stand, and Esc goes on', async () => {
    using project = projectOf('write');
    project.write('begun', '');
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['touch begun', 'r'], ['echo two', keys.ctrlC]]);
    const stand = await run.asks('Esc: go on');
    expect(stand.split('\n').slice(-15)).toEqual([
      `!! Leave the run? ${'!'.repeat(62)}`,
      ' Nothing is running.',
      '',
      ' done      1/2 One                           succeeded',
      ' open      2/2 Two                           asked, not answered',
      '',
      ' As it stands: one write was begun, by step 1, and nobody has verified it.',
      '',
      expect.stringMatching(/^ \[p\] pause {6}go on later, here or by someone else: runbook resume \d{4}-\d{4}$/),
      ' [u] undo plan  look at what would take it back; runs nothing',
      ' [w] write out  print what is open as plain commands, to paste without this tool',
      ' [q] end it     the run is recorded as aborted; nothing is undone',
      '-'.repeat(80),
      expect.stringMatching(/^ YOUR TURN {3}run 0:0\d {3}step 0:0\d$/),
      ' [p] pause   [u] undo plan   [w] write out   [q] end it   Esc: go on',
    ]);
    await run.press('Esc: go on', keys.escape);
    await run.press('YOUR TURN', 'r');
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({ code: 0, calls: ['done', 'two'] });
  });

  test.each([
    ['Ctrl-C', keys.ctrlC],
    ['q', 'q'],
  ])('or q, and then q, ends the run as aborted (%s)', async (_name, key) => {
    using project = projectOf('write');
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['touch begun', key], ['Leave the run?', 'q']]);
    expect({ code: await run.exitCode, end: endOf(project), begun: project.exists('begun') }).toEqual({
      code: 1,
      end: ['aborted, exit code 1', 'ended by the responder'],
      begun: false,
    });
    expect(run.text()).toMatch(/^!! Deploy: ABORTED !+$/m);
  });

  test('and a second Ctrl-C ends the run as interrupted', async () => {
    using project = projectOf('write');
    await using run = startInTerminal(project, args);
    await answer(run, [start, ['touch begun', keys.ctrlC], ['Leave the run?', keys.ctrlC]]);
    expect({ code: await run.exitCode, end: endOf(project), begun: project.exists('begun') }).toEqual({
      code: 130,
      end: ['interrupted, exit code 130', 'interrupted by SIGINT'],
      begun: false,
    });
    expect(finishedSteps(run)).toEqual([
      ' 1/2 One                           open        asked, not answered',
      ' 2/2 Two                           not begun',
    ]);
  });

  test('before the start leaves without a run', async () => {
    using project = projectOf('write');
    await using run = startInTerminal(project, args);
    await answer(run, [['the clock starts when you start', keys.ctrlC]]);
    expect({ code: await run.exitCode, runs: project.runNames() }).toEqual({ code: 2, runs: [] });
  });
});

describe.concurrent('SIGTERM', () => {
  test('at a prompt ends the run as interrupted', async () => {
    using project = projectOf('write');
    await using run = startInTerminal(project, args);
    await answer(run, [start]);
    await run.asks('touch begun');
    run.signal('SIGTERM');
    expect({ code: await run.exitCode, end: endOf(project), begun: project.exists('begun') }).toEqual({
      code: 143,
      end: ['interrupted, exit code 143', 'interrupted by SIGTERM'],
      begun: false,
    });
  });

  test('while a command runs stops its whole process group and ends the run as interrupted', async () => {
    using project = projectOf('write');
    await using run = await hang(project);
    run.signal('SIGTERM');
    expect({ code: await run.exitCode, end: endOf(project), left: survivors(project), calls: project.calls() }).toEqual(
      {
        code: 143,
        end: ['interrupted, exit code 143', 'interrupted by SIGTERM'],
        left: [],
        calls: [],
      },
    );
    expect(finishedSteps(run)).toEqual([
      ' 1/2 One                           open        its command was stopped',
      ' 2/2 Two                           not begun',
    ]);
  });
});

describe.concurrent('closing the terminal', () => {
  test('lets a running write finish, writes its end down, and pauses the run', async () => {
    const lines = ['touch begun', 'while [ ! -e go-on ]; do echo going on; sleep 0.05; done', 'echo done >> "$CALLS"'];
    using project = createProject({ 'deploy.md': runbookText({ One: fence('bash {effect=write}', ...lines) }) });
    await using run = await hang(project);
    const heard = () => project.everythingKept().split('going on').length;
    run.close();
    // The program has seen that the terminal is gone by the time it keeps what the command says after that.
    const before = heard();
    await comesTrue(() => heard() > before + 2);
    project.write('go-on', '');
    const code = await run.exitCode;
    const types = project.events().map((event) => event.type);
    expect({ code, calls: project.calls(), last: types.slice(-2), actions: actionsOf(project) }).toEqual({
      code: 129,
      calls: ['done'],
      last: ['action-ended', 'run-paused'],
      actions: ['one.1: succeeded'],
    });
  });

  test('stops a running read and pauses the run', async () => {
    using project = projectOf('read');
    await using run = await hang(project);
    run.close();
    const code = await run.exitCode;
    expect({ code, left: survivors(project), last: project.events().at(-1)?.type, calls: project.calls() }).toEqual({
      code: 129,
      left: [],
      last: 'run-paused',
      calls: [],
    });
  });

  test('at a prompt pauses the run', async () => {
    using project = projectOf('write');
    await using run = startInTerminal(project, args);
    await answer(run, [start]);
    await run.asks('touch begun');
    run.close();
    expect({ code: await run.exitCode, last: project.events().at(-1)?.type, begun: project.exists('begun') }).toEqual({
      code: 129,
      last: 'run-paused',
      begun: false,
    });
  });
});
