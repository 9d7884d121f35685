import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive } from './processes.ts';
import { fence, runbookText } from './runbook-text.ts';
import { actionsOf, endOf, stepsOf, told } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const writes = ['--no-input', '--yes-to', 'writes'];

async function run(steps: Readonly<Record<string, string>>, front?: string, flags: readonly string[] = []) {
  project.write('deploy.md', runbookText(steps, front === undefined ? {} : { front }));
  return project.run(['run', 'deploy.md', ...writes, ...flags]);
}

describe('values', () => {
  test('from capture= and $RUNBOOK_OUTPUT reach every kind of action behind them', async () => {
    const { code, stdout } = await run({
      One:
        fence('bash {effect=read capture=version}', 'echo "  v1.1.0  "') +
        fence(
          'bash {effect=read}',
          'echo "region=eu west" >> "$RUNBOOK_OUTPUT"',
          'echo "count=3" >> "$RUNBOOK_OUTPUT"',
        ) +
        fence('js {effect=read}', 'require("node:fs").appendFileSync(process.env.RUNBOOK_OUTPUT, "from_js=yes\\n");'),
      Two: fence('bash {effect=read}', 'echo "$VERSION|$REGION|$COUNT|$FROM_JS"'),
      Three: fence('js {effect=read}', 'console.log([process.env.VERSION, process.env.REGION].join("|"));'),
    });
    expect(code).toBe(0);
    expect(told(stdout)).toContain(' | v1.1.0|eu west|3|yes');
    expect(told(stdout)).toContain(' | v1.1.0|eu west');
    const outputs = project.events().flatMap((event) => (event.type === 'action-ended' ? [event.outputs] : []));
    expect(outputs).toEqual([{ version: 'v1.1.0' }, { region: 'eu west', count: '3' }, { from_js: 'yes' }, {}, {}]);
  });

  test.each([
    ['path=/tmp/evil', '"path" would replace $PATH, which programs rely on; it was written to $RUNBOOK_OUTPUT'],
    ['LD_PRELOAD=/tmp/evil.so', '"ld_preload" would replace $LD_PRELOAD, which programs rely on'],
    ['kubeconfig=/tmp/other', '"kubeconfig" would replace $KUBECONFIG, which programs rely on'],
    ['version=v9', '"version" is an input of this runbook, and $RUNBOOK_OUTPUT cannot replace it'],
  ])('that would steer what comes after are not taken: %s', async (line, message) => {
    const steps = {
      One: fence('bash {effect=read}', `echo ok=yes >> "$RUNBOOK_OUTPUT"`, `echo ${line} >> "$RUNBOOK_OUTPUT"`),
      Two: fence('bash {effect=read}', 'touch reached'),
    };
    const { code, stdout } = await run(steps, 'inputs:\n  version: { type: string, default: v1 }');
    expect(code).toBe(1);
    expect(stdout).toContain(message);
    expect(existsSync(join(project.folder, 'reached'))).toBe(false);
  });

  test('of inputs come from a flag, then from the environment, then from the default', async () => {
    const front = `inputs:
  flagged: { type: string, default: default }
  named: { type: string, default: default }
  borrowed: { type: string, fromEnv: SOME_VARIABLE }
  fallen: { type: string, default: default }`;
    const body = { One: fence('bash {effect=read}', 'echo "$FLAGGED $NAMED $BORROWED $FALLEN"') };
    project.write('deploy.md', runbookText(body, { front }));
    const env = { RUNBOOK_INPUT_FLAGGED: 'environment', RUNBOOK_INPUT_NAMED: 'environment', SOME_VARIABLE: 'borrowed' };
    const { code, stdout } = await project.run(['run', 'deploy.md', ...writes, '--set', 'flagged=flag'], { env });
    expect(code).toBe(0);
    expect(told(stdout)).toContain(' | flag environment borrowed default');
  });

  test('stand in the words of the runbook, also those that a step gives, a secret as [secret], and never in a command', async () => {
    const steps = {
      'Find {{ version }}': fence('bash {effect=read capture=found}', 'echo 41', 'echo forged line'),
      'Go to {{ found }}': [
        'Only if {{ version }} is broken:\n',
        fence('bash {effect=write option="A: to {{ found }} with {{ key }}"}', "echo '{{ version }} {{ nothing }}'"),
        fence('bash {effect=write option="B: no"}', 'true'),
      ].join('\n'),
      'Check {{ later }}': fence('bash', '# - Is {{ version }} there?'),
    };
    const front = 'inputs: { version: { type: semver }, key: { type: secret } }';
    const after = '## Success Criteria\n\n- [ ] {{ version }} answers\n';
    project.write('deploy.md', runbookText(steps, { front, after }));
    const { code, stdout } = await project.run([
      ...['run', 'deploy.md', ...writes, '--set', 'version=v1.1.0', '--set', 'key=geheim'],
      ...['--answer', 'go-to-found=yes', '--option', 'go-to-found=A', '--answer', 'check-later.is-version-there=yes'],
      ...['--answer', 'success-criteria.version-answers=yes'],
    ]);
    expect([code, told(stdout)]).toEqual([
      0,
      [
        'run of Deploy',
        '1/3 Find v1.1.0: begins',
        '1/3 Find v1.1.0: runs find-version.1, read',
        ' | 41',
        ' | forged line',
        '1/3 Find v1.1.0: succeeded, -:--',
        '2/3 Go to 41 forged line: begins',
        'Only if v1.1.0 is broken: yes',
        '2/3 Go to 41 forged line: option A, to 41 forged line with [secret]',
        '2/3 Go to 41 forged line: runs go-to-found.1, WRITE',
        ' | {{ version }} {{ nothing }}',
        '2/3 Go to 41 forged line: succeeded, -:--',
        '3/3 Check {{ later }}: begins',
        'Is v1.1.0 there?: yes',
        '3/3 Check {{ later }}: succeeded, -:--',
        'v1.1.0 answers: yes',
        'criterion met: v1.1.0 answers',
        'criteria: 1 of 1 met; SUCCEEDED, -:--, exit code 0',
      ],
    ]);
  });

  describe('of a choice whose lines an action prints', () => {
    const front = 'inputs: { pick: { type: choice, choicesFrom: lister } }';
    const lister = fence('bash {id=lister effect=read}', 'printf "a\\n\\n  b\\n"');
    const one = (list: string) => ({
      One: `${fence('bash {effect=write}', 'echo "$PICK" > picked')}${list}`,
    });

    test('may be one of these lines', async () => {
      const { code, stdout } = await run(one(lister), front, ['--set', 'pick=b']);
      expect([code, project.read('picked')]).toEqual([0, 'b\n']);
      expect(told(stdout).slice(1, 5)).toEqual(['1/1 One: runs one.lister, read', ' | a', ' | ', ' |   b']);
    });

    test('ends the run before its first effect when it is none of them', async () => {
      const { code } = await run(one(lister), front, ['--set', 'pick=zz']);
      expect([code, project.exists('picked'), stepsOf(project), endOf(project)]).toEqual([
        1,
        false,
        ['one: not-reached'],
        [
          'failed, exit code 1',
          'the value "zz" of pick is not possible: it must be one of a, b, which one.lister printed; nothing has been changed',
        ],
      ]);
    });

    test('ends the run before its first effect when the action fails', async () => {
      const failing = fence('bash {id=lister effect=read}', 'echo a', 'false');
      const { code } = await run(one(failing), front, ['--set', 'pick=a']);
      expect([code, project.exists('picked'), endOf(project)]).toEqual([
        1,
        false,
        [
          'failed, exit code 1',
          'the value "a" of pick is not possible: its choices cannot be read, because one.lister failed; nothing has been changed',
        ],
      ]);
    });

    test('may be any of a list that is longer than what is kept of an output, where the list is captured', async () => {
      const long = fence('bash {id=lister effect=read capture=list}', 'seq 1 100');
      const { code } = await run(one(long), front, ['--set', 'pick=1']);
      expect([code, project.read('picked')]).toEqual([0, '1\n']);
    });

    test('is not asked of an action that does not say that it only reads', async () => {
      const unsaid = fence('bash {id=lister}', 'touch listed');
      const flags = ['--set', 'pick=zz', '--answer', 'one.lister=skip'];
      const { code } = await run(one(unsaid), front, flags);
      expect([code, project.exists('listed'), project.read('picked')]).toEqual([1, false, 'zz\n']);
    });
  });

  test('of an environment are variables of every action', async () => {
    const front = 'environments: { staging: { vars: { REGION: eu, PORT: 80 } }, production: { vars: { REGION: us } } }';
    const steps = { One: fence('bash {effect=read}', 'echo "$REGION $PORT"') };
    const { stdout } = await run(steps, front, ['--env', 'staging']);
    expect(told(stdout)).toContain(' | eu 80');
  });

  test('that a failed action would have given are not there, and nothing goes on without them', async () => {
    const { code } = await run({
      One: fence('bash {effect=read capture=found}', 'echo half', 'false'),
      Two: fence('bash {effect=write}', 'echo "$FOUND" > seen'),
    });
    expect({ code, seen: project.exists('seen'), steps: stepsOf(project)[1] }).toEqual({
      code: 1,
      seen: false,
      steps: 'two: not-reached',
    });
  });

  test('longer than can be kept fail the action that gives them', async () => {
    const { code } = await run({
      One: fence('bash {effect=read capture=found}', 'head -c 1100000 /dev/zero | tr "\\0" x'),
    });
    expect({ code, actions: actionsOf(project) }).toEqual({
      code: 1,
      actions: ['one.1: failed, the output to capture is longer than 1 MiB'],
    });
  });
});

test('from capture= are those of the last time, when until= repeats', async () => {
  const { code, stdout } = await run({
    One: fence(
      'bash {effect=read until=60s every=20ms capture=tries}',
      'echo x >> tries',
      'wc -l < tries',
      '[ "$(wc -l < tries)" -ge 3 ]',
    ),
    Two: fence('bash {effect=read}', 'echo "after $TRIES"'),
  });
  expect(code).toBe(0);
  expect(told(stdout)).toContain(' | after 3');
});

describe('the session', () => {
  test('keeps variables, functions and the folder from one step to the next', async () => {
    const { code, stdout } = await run({
      One: fence(
        'bash {effect=write}',
        'mkdir -p deep',
        'cd deep',
        'plain=1',
        'list=(a "b c")',
        'greet() { echo "hello $1"; }',
      ),
      Two: fence('bash {effect=read}', 'greet "${list[1]}"', 'basename "$PWD"', 'echo "plain $plain"'),
    });
    expect(code).toBe(0);
    expect(told(stdout).filter((line) => line.startsWith(' |'))).toEqual([' | hello b c', ' | deep', ' | plain 1']);
  });

  test('begins in the folder of the runbook, and cwd= changes it for one action', async () => {
    project.write('books/sub/keep', '');
    const steps = {
      One: fence('bash {effect=read cwd=sub}', 'basename "$PWD"') + fence('bash {effect=read}', 'basename "$PWD"'),
    };
    project.write('books/deploy.md', runbookText(steps));
    const { code, stdout } = await project.run(['run', 'books/deploy.md', ...writes]);
    expect(code).toBe(0);
    expect(told(stdout).filter((line) => line.startsWith(' |'))).toEqual([' | sub', ' | books']);
  });

  test('goes on beside a background action, which ends with the run', async () => {
    const { code } = await run({
      One: fence('bash {effect=write background}', 'echo $$ > pid', 'sleep 300'),
      Two: fence('bash {effect=read until=30s every=20ms}', 'test -s pid'),
      Three: fence('bash {effect=read}', 'kill -0 "$(cat pid)"'),
    });
    expect({ code, end: endOf(project) }).toEqual({ code: 0, end: ['succeeded, exit code 0'] });
    const pid = Number(project.read('pid'));
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test('is not changed by what the environment of the runner smuggles in', async () => {
    project.write('evil', 'touch pwned');
    project.write('deploy.md', runbookText({ One: fence('bash {effect=read}', 'true') }));
    const env = { BASH_ENV: `${project.folder}/evil`, ENV: `${project.folder}/evil` };
    const { code } = await project.run(['run', 'deploy.md', ...writes], { env });
    expect({ code, pwned: project.exists('pwned') }).toEqual({ code: 0, pwned: false });
  });
});
