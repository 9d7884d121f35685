import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { actionsOf, endOf, stepsOf, told } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const writes = ['--no-input', '--yes-to', 'writes'];

describe('a failing command', () => {
  test('in the middle of a block fails the step; nothing behind it runs, and the message has its exit code and line', async () => {
    project.write(
      'deploy.md',
      runbookText({
        One:
          fence('bash {effect=write}', 'echo one >> trace', "sh -c 'exit 3'", 'echo two >> trace') +
          fence('bash {effect=write}', 'echo three >> trace'),
        Two: fence('bash {effect=write}', 'echo four >> trace'),
      }),
    );
    const { code, stdout, stderr } = await project.run(['run', 'deploy.md', ...writes]);
    expect({ code, stderr, trace: project.read('trace') }).toEqual({ code: 1, stderr: '', trace: 'one\n' });
    expect(told(stdout)).toEqual([
      'run of Deploy',
      '1/2 One: begins',
      '1/2 One: runs one.1, WRITE',
      "1/2 One: one.1 failed, exit code 3 at line 10: sh -c 'exit 3'",
      "1/2 One: failed (exit code 3 at line 10: sh -c 'exit 3'), -:--",
      '2/2 Two: not reached',
      'FAILED, -:--, exit code 1',
      "     One: failed, exit code 3 at line 10: sh -c 'exit 3'",
    ]);
  });

  test.each([
    ['in a pipeline', 9, ["sh -c 'exit 4' | cat"]],
    ['in a command substitution that is assigned', 9, ["value=$(sh -c 'exit 4')"]],
    ['in a function', 10, ['f() {', "sh -c 'exit 4'", 'echo no >> trace; }', 'f']],
    ['in a loop', 9, ["for one in a b; do sh -c 'exit 4'; echo no >> trace; done"]],
    ['in a subshell', 9, ["(sh -c 'exit 4'; echo no >> trace)"]],
  ])('%s fails the step', async (_, line, lines) => {
    project.write('deploy.md', runbookText({ One: fence('bash {effect=write}', ...lines, 'echo no >> trace') }));
    const { code } = await project.run(['run', 'deploy.md', ...writes]);
    const [end] = project.events().flatMap((event) => (event.type === 'action-ended' ? [event] : []));
    expect({ code, exitCode: end?.exitCode, line: end?.line, trace: project.exists('trace') }).toEqual({
      code: 1,
      exitCode: 4,
      line,
      trace: false,
    });
  });

  test.each([
    ['a variable that is not set', 'gone=1; unset gone; echo "$gone"', 'exit code 1 at line 9: gone: unbound variable'],
    ['a program that is missing', 'no-such-tool --now', 'exit code 127 at line 9: no-such-tool --now'],
    [
      'an end by a signal',
      'kill -KILL $$',
      'ended by SIGKILL; the shell left no state (exec or a kill), the state from before the action stands',
    ],
  ])('%s fails the step', async (_, line, message) => {
    project.write('deploy.md', runbookText({ One: fence('bash {effect=write}', line, 'echo no >> trace') }));
    const { code } = await project.run(['run', 'deploy.md', ...writes]);
    expect({ code, actions: actionsOf(project), trace: project.exists('trace') }).toEqual({
      code: 1,
      actions: [`one.1: failed, ${message}`],
      trace: false,
    });
  });
});

describe('an interpreter', () => {
  test('that no step has brought is an error, never a skipped success', async () => {
    const brings = fence('bash {effect=read}', 'export PATH="$PWD/empty:$PATH"');
    const body = brings + fence('text {effect=read interpreter=no-such-program}', 'anything');
    project.write('deploy.md', runbookText({ One: body }));
    const { code } = await project.run(['run', 'deploy.md', ...writes]);
    expect(code).toBe(1);
    expect(actionsOf(project)).toEqual(['one.1: succeeded', 'one.2: failed, the program no-such-program is missing']);
    expect(stepsOf(project)).toEqual(['one: failed (the program no-such-program is missing)']);
  });

  test('of a known language that is missing keeps the run from starting', async () => {
    project.write('deploy.md', runbookText({ One: fence('lua {effect=read}', 'print(1)') }));
    const { code, stderr } = await project.run(['run', 'deploy.md', ...writes]);
    expect({ code, first: stderr.split('\n')[0] }).toEqual({
      code: 2,
      first: 'NOT STARTED, exit code 2: one.1 cannot be run (deploy.md:9): the program lua is not on PATH; install it',
    });
  });

  test('gets the block as a file, and its exit code counts', async () => {
    const text = runbookText({
      One: fence('js {effect=read}', 'console.log(process.argv.length, process.env.FROM_SHELL ?? "none");'),
      Two: fence('js {effect=read}', 'process.exit(7);'),
    });
    project.write('deploy.md', text);
    const { code, stdout } = await project.run(['run', 'deploy.md', ...writes]);
    expect(code).toBe(1);
    expect(told(stdout)).toContain(' | 2 none');
    expect(actionsOf(project)).toEqual(['one.1: succeeded', 'two.1: failed, node: exit code 7']);
  });

  test('for a language nobody knows is refused before anything runs, with the nearest name', async () => {
    const text = runbookText({
      One: fence('bash {effect=write}', 'echo no >> trace'),
      Two: fence('bahs {effect=write}', 'echo two'),
    });
    project.write('deploy.md', text);
    const { code, stdout, stderr } = await project.run(['run', 'deploy.md', ...writes]);
    expect({ code, stdout, trace: project.exists('trace'), runs: project.runNames() }).toEqual({
      code: 2,
      stdout: '',
      trace: false,
      runs: [],
    });
    expect(stderr).toBe(
      [
        'deploy.md:15:1  error  attribute-value',
        ' why  no way to run the language "bahs" is known',
        '   15 | ```bahs {effect=write}',
        '      | ^^^^^^^^^^^^^^^^^^^^^^',
        ' do   Did you mean "bash"? Else say how: interpreter=PROGRAM.',
        'NOT STARTED, exit code 2: deploy.md is not a valid runbook. Nothing has been changed.',
        '',
      ].join('\n'),
    );
  });
});

describe('standard input', () => {
  test.each([
    ['is empty for a step that reads it', fence('bash {effect=read}', 'cat', 'echo after'), 'one.1: succeeded'],
    [
      'fails a step that must get something',
      fence('bash {effect=read}', 'grep .'),
      'one.1: failed, exit code 1 at line 9: grep .',
    ],
    [
      'cannot be reached by way of the terminal',
      fence('bash {effect=read}', 'head -n 1 < /dev/tty'),
      'one.1: failed, exit code 1 at line 9: head -n 1 < /dev/tty',
    ],
    [
      'is empty for a program, too',
      fence('js {effect=read}', 'process.stdin.on("data", () => process.exit(9));'),
      'one.1: succeeded',
    ],
  ])('%s, even when the runner has one', async (_, body, ended) => {
    project.write('deploy.md', runbookText({ One: body }));
    using started = project.start(['run', 'deploy.md', ...writes], { input: 'typed\n' });
    await started.ended;
    expect(actionsOf(project)).toEqual([ended]);
  });

  test('may hold the runbook itself', async () => {
    const text = runbookText({ One: fence('bash {effect=read}', 'cat', 'echo read nothing') });
    const { code, stdout } = await project.run(['run', '-', ...writes], { input: text });
    expect(code).toBe(0);
    expect(told(stdout)).toContain(' | read nothing');
    expect(endOf(project)).toEqual(['succeeded, exit code 0']);
  });
});

test('a block that only shows or is left out runs nothing, and is not what makes a step succeed', async () => {
  project.write(
    'deploy.md',
    runbookText(
      {
        One: fence('bash {run=never effect=write}', 'echo no >> trace') + fence('bash {effect=read}', 'true'),
        Two: fence('bash {env=production effect=write}', 'echo no >> trace') + fence('bash {effect=read}', 'true'),
      },
      { front: 'environments: { production: {}, staging: {} }' },
    ),
  );
  const { code } = await project.run(['run', 'deploy.md', '--env', 'staging', ...writes]);
  expect({ code, trace: project.exists('trace'), actions: actionsOf(project) }).toEqual({
    code: 0,
    trace: false,
    actions: ['one.2: succeeded', 'two.2: succeeded'],
  });
});
