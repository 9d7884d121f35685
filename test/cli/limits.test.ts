import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { actionsOf, endOf, stepsOf, told } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

async function run(body: string, ...flags: readonly string[]) {
  project.write('deploy.md', runbookText({ One: body, Two: fence('bash {effect=read}', 'true') }));
  return project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'writes', ...flags]);
}

/** Adds a line per attempt and succeeds from the third on. */
const third = ['echo again >> tries', '[ "$(wc -l < tries)" -ge 3 ]'];

describe('timeout=', () => {
  test('ends a command with SIGTERM, and the step has failed', async () => {
    const { code, stdout } = await run(fence('bash {effect=write timeout=300ms}', 'sleep 300'));
    expect({ code, actions: actionsOf(project), end: endOf(project)[0] }).toEqual({
      code: 1,
      actions: ['one.1: timeout, timeout after 300 ms; stopped with SIGTERM; what it began may go on'],
      end: 'failed, exit code 1',
    });
    expect(told(stdout)).toContain(
      '1/2 One: one.1 timeout after 300 ms; stopped with SIGTERM; what it began may go on',
    );
    expect(stepsOf(project)[1]).toBe('two: not-reached');
  });

  test('ends a command that ignores SIGTERM with SIGKILL', async () => {
    const lines = ["trap '' TERM", 'echo $$ > pid', 'for _ in $(seq 6000); do sleep 0.05; done'];
    const { code } = await run(fence('bash {effect=write timeout=3s}', ...lines));
    const [end] = project.events().flatMap((event) => (event.type === 'action-ended' ? [event] : []));
    expect({ code, outcome: end?.outcome, signal: end?.signal }).toEqual({
      code: 1,
      outcome: 'timeout',
      signal: 'SIGKILL',
    });
    expect(() => process.kill(Number(project.read('pid')), 0)).toThrow();
  });

  test('does not touch a command that is faster', async () => {
    const { code } = await run(fence('bash {effect=write timeout=30s}', 'true'));
    expect({ code, actions: actionsOf(project) }).toEqual({
      code: 0,
      actions: ['one.1: succeeded', 'two.1: succeeded'],
    });
  });

  test('is a limit on each attempt', async () => {
    const lines = ['echo again >> tries', '[ "$(wc -l < tries)" -ge 2 ] || sleep 300'];
    const { code } = await run(fence('bash {effect=write timeout=3s retry=1}', ...lines));
    expect({ code, actions: actionsOf(project).slice(0, 2) }).toEqual({
      code: 0,
      actions: [
        'one.1: timeout, timeout after 0:03; stopped with SIGTERM; what it began may go on',
        'one.1: succeeded',
      ],
    });
  });
});

describe('retry=', () => {
  test('tries again as often as it says, and each attempt is written down', async () => {
    const { code, stdout } = await run(fence('bash {effect=write retry=2}', ...third));
    expect(code).toBe(0);
    expect(
      project.events().flatMap((event) => (event.type === 'action-ended' ? [[event.attempt, event.outcome]] : [])),
    ).toEqual([
      [1, 'failed'],
      [2, 'failed'],
      [3, 'succeeded'],
      [1, 'succeeded'],
    ]);
    expect(told(stdout)).toContain('1/2 One: runs one.1, WRITE, attempt 3');
  });

  test('and no more often', async () => {
    const { code } = await run(fence('bash {effect=write retry=1}', ...third));
    expect({ code, tries: project.read('tries') }).toEqual({ code: 1, tries: 'again\nagain\n' });
    expect(stepsOf(project)[0]).toMatch(/^one: failed \(exit code 1 at line 10: /);
  });
});

describe('until=', () => {
  test('repeats until it succeeds', async () => {
    const { code } = await run(fence('bash {effect=read until=60s every=20ms}', ...third));
    expect({ code, tries: project.read('tries') }).toEqual({ code: 0, tries: 'again\n'.repeat(3) });
    expect(actionsOf(project)).toEqual(['one.1: succeeded', 'two.1: succeeded']);
  });

  test('fails when there is no time for another attempt, and says why', async () => {
    const { code } = await run(
      fence('bash {effect=read until=30s every=30s}', 'echo again >> tries', "sh -c 'exit 6'"),
    );
    expect({ code, tries: project.read('tries'), actions: actionsOf(project) }).toEqual({
      code: 1,
      tries: 'again\n',
      actions: ["one.1: failed, not so within 30 s: exit code 6 at line 10: sh -c 'exit 6'"],
    });
  });

  test('ends an attempt that hangs at its limit', async () => {
    const { code } = await run(fence('bash {effect=read until=700ms every=100ms}', 'sleep 300'));
    expect({ code, actions: actionsOf(project) }).toEqual({
      code: 1,
      actions: ['one.1: timeout, not so within 0.7 s: timeout; stopped with SIGTERM; what it began may go on'],
    });
  });

  test('repeats what does not hold the expected line', async () => {
    const lines = ['echo again >> tries', 'echo "ready: $(wc -l < tries)"'];
    const { code } = await run(fence('bash {effect=read until=60s every=20ms expect="ready: 3"}', ...lines));
    expect({ code, tries: project.read('tries') }).toEqual({ code: 0, tries: 'again\n'.repeat(3) });
  });
});

describe('expect=', () => {
  test.each([
    ['on standard output', 'expect="all well"', ['echo "it is all well now"']],
    ['on standard error', 'expect="all well"', ['echo "all well" >&2']],
    ['between escape sequences', 'expect="all well"', [String.raw`printf '\033[32mall\033[0m well\n'`]],
    ['in order, with others between', String.raw`expect="one\ntwo"`, ['printf "one\\n1.5\\ntwo\\n"']],
    ['split over writes', 'expect="all well"', ['printf "all "; sleep 0.1; printf "well"']],
  ])('is met %s', async (_, attribute, lines) => {
    const { code } = await run(fence(`bash {effect=read ${attribute}}`, ...lines));
    expect(code).toBe(0);
  });

  test.each([
    ['is missing', 'expect="all well"', ['echo "all is well"'], 'all well'],
    ['comes in another order', String.raw`expect="one\ntwo"`, ['printf "two\\none\\n"'], 'two'],
  ])('fails the step when the line %s', async (_, attribute, lines, line) => {
    const { code } = await run(fence(`bash {effect=read ${attribute}}`, ...lines));
    const message = `the output does not hold the expected line: ${line}`;
    expect({ code, actions: actionsOf(project), step: stepsOf(project)[0] }).toEqual({
      code: 1,
      actions: [`one.1: unexpected, ${message}`],
      step: `one: failed (${message})`,
    });
  });

  test('as a fence of its own has inputs filled in, and dots for any lines', async () => {
    const front = 'inputs: { version: { type: semver } }';
    const body = `${fence('bash {effect=read}', 'printf "from v1\\nnoise\\nto %s\\n" "$VERSION"')}
Expected output:

${fence('', 'from v1', '...', 'to {{ version }}')}`;
    project.write('deploy.md', runbookText({ One: body }, { front }));
    const flags = ['--no-input', '--yes-to', 'reads', '--set', 'version=v2.0.0'];
    expect((await project.run(['run', 'deploy.md', ...flags])).code).toBe(0);
  });
});

describe('a budget', () => {
  const slow = fence('bash {effect=read}', 'sleep 1.2');
  const steps = {
    'Slow (1s)': slow,
    'Fast (30s)': fence('bash {effect=read}', 'true'),
    None: fence('bash {effect=read}', 'true'),
  };

  test('that is passed stops nothing; it is said, and the verdict of each step is written down', async () => {
    project.write('deploy.md', runbookText(steps, { front: 'budget: 1s' }));
    const { code, stdout } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'reads']);
    const ended = project
      .events()
      .flatMap((event) => (event.type === 'step-ended' ? [[event.step, event.verdict]] : []));
    expect({ code, ended, end: endOf(project) }).toEqual({
      code: 0,
      ended: [
        ['slow', 'over'],
        ['fast', 'within'],
        ['none', undefined],
      ],
      end: ['succeeded, exit code 0'],
    });
    expect(told(stdout)).toContain('1/3 Slow: OVER BUDGET of 0:01; nothing was stopped');
    expect(told(stdout)).toContain('run: OVER BUDGET of 0:01; nothing was stopped');
  });

  test('makes --strict-budget end with 3, though everything succeeded', async () => {
    project.write('deploy.md', runbookText(steps, { front: 'budget: 1s' }));
    const { code, stdout } = await project.run([
      'run',
      'deploy.md',
      '--no-input',
      '--yes-to',
      'reads',
      '--strict-budget',
    ]);
    expect({ code, end: endOf(project) }).toEqual({ code: 3, end: ['succeeded, exit code 3'] });
    expect(told(stdout).at(-1)).toBe('SUCCEEDED, -:-- of 0:01, OVER BUDGET, exit code 3');
  });

  test('that is kept changes nothing for --strict-budget', async () => {
    project.write('deploy.md', runbookText({ Slow: slow }, { front: 'budget: 10m' }));
    const { code } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'reads', '--strict-budget']);
    expect(code).toBe(0);
  });

  test('never hides a failure', async () => {
    const failing = { Slow: fence('bash {effect=read}', 'sleep 1.2', 'false') };
    project.write('deploy.md', runbookText(failing, { front: 'budget: 1s' }));
    const { code } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'reads', '--strict-budget']);
    expect(code).toBe(1);
  });

  test('is in the report: planned, actual and verdict of every step', async () => {
    project.write('deploy.md', runbookText(steps, { front: 'budget: 1s' }));
    await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'reads']);
    const { stdout } = await project.run(['report', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      v: 1,
      outcome: 'succeeded',
      exitCode: 0,
      verdict: 'over',
      budget: { lowerMs: 1000, upperMs: 1000 },
      steps: [
        { id: 'slow', outcome: 'succeeded', budget: { upperMs: 1000 }, verdict: 'over', elapsedMs: expect.any(Number) },
        { id: 'fast', outcome: 'succeeded', budget: { upperMs: 30_000 }, verdict: 'within' },
        { id: 'none', outcome: 'succeeded' },
      ],
    });
  });
});

describe('budget=', () => {
  test('of an action that is not the first of its step is recorded when it passes, and nothing is stopped', async () => {
    const body = `${fence('bash {effect=read}', 'true')}${fence('bash {effect=write budget=200ms}', 'sleep 0.6; touch done')}`;
    const { code, stdout } = await run(body);
    expect({ code, done: project.exists('done') }).toEqual({ code: 0, done: true });
    expect(told(stdout)).toContain('1/2 One: one.2: OVER BUDGET of 0:00; nothing was stopped');
  });

  test('of a step says what the runbook says to do when it passes', async () => {
    const advice = '**If over budget:** Tell the database\nteam, then wait.';
    const { code, stdout } = await run(`${advice}\n\n${fence('bash {effect=read budget=200ms}', 'sleep 0.6')}`);
    const words =
      '1/2 One: OVER BUDGET of 0:00; nothing was stopped. THE RUNBOOK SAYS: Tell the database team, then wait.';
    expect({ code, said: told(stdout).includes(words) }).toEqual({ code: 0, said: true });
  });
});

test('an action in the background that dies before the run has ended leaves it unverified', async () => {
  const dies = 'until [ -e go-on ]; do sleep 0.05; done; exit 7';
  project.write(
    'deploy.md',
    runbookText({
      One: fence('bash {effect=write background}', dies),
      Two: fence('bash {effect=write}', 'touch go-on', 'sleep 1'),
    }),
  );
  const { code } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'writes']);
  expect({ code, end: endOf(project) }).toEqual({
    code: 1,
    end: ['unverified, exit code 1', 'one.1: in the background: exit code 7 at line 9: exit'],
  });
});
