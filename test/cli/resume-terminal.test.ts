import { userInfo } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { comesTrue, keys, startInTerminal } from './terminal-run.ts';
import { endOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const quick = (name: string) => fence('bash {effect=write}', `echo ${name} >> ids`);
const held = (name: string) =>
  fence('bash {effect=write}', `echo ${name} >> ids`, 'echo half way', 'touch begun', '[ -e go-on ] || sleep 300');
const check = (name: string) => fence(`bash {check="" effect=read id=${name}-there}`, `grep -x ${name} ids`);
const ids = () => (project.exists('ids') ? project.read('ids').trim().split('\n') : []);

async function killedInWrite(): Promise<void> {
  await using run = startInTerminal(project, ['run', 'deploy.md']);
  await run.press('[r] start', 'r');
  await run.press('[r] run', 'r');
  await comesTrue(() => project.exists('begun'));
  // What the program had not read yet dies with it.
  await run.sees(/^ \| half way$/m);
  run.signal('SIGKILL');
  await run.exitCode;
  project.write('go-on', '');
}

test('a run that was killed in a write shows what is known, and counts the write by its check when somebody says so', async () => {
  project.write('deploy.md', runbookText({ 'One (1 minute)': held('one') + check('one'), Two: quick('two') }));
  await killedInWrite();
  await using run = startInTerminal(project, ['resume']);
  const card = await run.asks('looked again now');
  expect(card.replace(/\s+/g, ' ')).toMatch(
    /Started \S+Z by \S+ on \S+\. Last sign of life \S+Z, in step 1: killed, or the machine went down\. Its command is not running any more\./,
  );
  expect(card.split('\n').map((row) => row.replace(/\d\d:\d\d:\d\dZ/g, '--:--:--Z'))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^!! Deploy: RESUME run \d{4}-\d{4} !+$/),
      expect.stringMatching(/^ 1\/2 One +UNKNOWN +0:0\d of 1:00 seen$/),
      '       1                           UNKNOWN     began --:--:--Z, no result',
      ' | half way',
      '     looked again now, by reads only:',
      '       check one-there             met         one',
      ' same      runbook file, inputs, directory, variables',
      ' [y] count step 1 as succeeded: its check is met   [r] run 1 again   [h] by hand',
    ]),
  );
  await run.press('[y] count step 1', 'y');
  await run.press('echo two', 'r');
  expect(await run.exitCode).toBe(0);
  expect({ ids: ids(), steps: stepsOf(project), end: endOf(project)[0] }).toEqual({
    ids: ['one', 'two'],
    steps: ['one: succeeded-by-checks', 'two: succeeded'],
    end: 'succeeded, exit code 0',
  });
});

test('a run that was killed in a write without a check offers no more than to run it again or by hand, and Enter runs nothing', async () => {
  project.write('deploy.md', runbookText({ One: held('one') }));
  await killedInWrite();
  await using run = startInTerminal(project, ['resume']);
  const card = await run.asks('nothing to look with');
  expect(card).toContain(' [r] run 1 again   [h] by hand');
  expect(card).not.toContain('[y]');
  await run.press('[r] run 1 again', `${keys.enter}y`);
  await run.pressAgain('h');
  await run.press(/^runbook .* \$ $/m, `exit${keys.enter}`);
  await run.press('[y] done by hand', 'y');
  expect(await run.exitCode).toBe(0);
  expect({ ids: ids(), steps: stepsOf(project) }).toEqual({
    ids: ['one'],
    steps: [`one: by-hand (${userInfo().username})`],
  });
});

test('a run that was killed at a prompt goes on at that prompt', async () => {
  project.write('deploy.md', runbookText({ One: quick('one'), Two: quick('two') }));
  await using first = startInTerminal(project, ['run', 'deploy.md']);
  await first.press('[r] start', 'r');
  await first.press('echo one', 'r');
  await first.asks('echo two');
  first.signal('SIGKILL');
  await first.exitCode;
  await using run = startInTerminal(project, ['resume']);
  const card = await run.asks('RESUME run');
  expect(card).not.toContain('UNKNOWN');
  await run.press('[r] go on', 'r');
  await run.press('echo two', 'r');
  expect(await run.exitCode).toBe(0);
  expect({ ids: ids(), steps: stepsOf(project) }).toEqual({
    ids: ['one', 'two'],
    steps: ['one: succeeded', 'two: succeeded'],
  });
});

test('a resume that is left at its first card has changed nothing and can be resumed again', async () => {
  project.write('deploy.md', runbookText({ One: quick('one') }));
  await using first = startInTerminal(project, ['run', 'deploy.md']);
  await first.press('[r] start', 'r');
  await first.asks('echo one');
  first.signal('SIGKILL');
  await first.exitCode;
  await using left = startInTerminal(project, ['resume']);
  await left.press('[r] go on', 'q');
  expect(await left.exitCode).toBe(1);
  expect(left.text()).toMatch(/to go on with it: runbook resume \d{4}-\d{4}/);
  await using run = startInTerminal(project, ['resume']);
  expect(await run.asks('RESUME run')).toMatch(/paused\s+by \S+ \(by the responder\)\./);
  await run.press('[r] go on', 'r');
  await run.press('echo one', 'r');
  expect(await run.exitCode).toBe(0);
  expect(ids()).toEqual(['one']);
});

test('Ctrl-C once stops the command; twice ends the run, which then asks what it did', async () => {
  project.write('deploy.md', runbookText({ One: held('one'), Two: quick('two') }));
  await using first = startInTerminal(project, ['run', 'deploy.md']);
  await first.press('[r] start', 'r');
  await first.press('[r] run', 'r');
  await comesTrue(() => project.exists('begun'));
  first.send(keys.ctrlC);
  await first.press('FAILED', keys.ctrlC);
  await first.press('Leave the run?', keys.ctrlC);
  expect(await first.exitCode).toBe(130);
  project.write('go-on', '');
  await using run = startInTerminal(project, ['resume']);
  expect(await run.asks('nothing to look with')).toMatch(/ 1 +UNKNOWN +began \S+Z, stopped/);
  await run.press('[h] by hand', 'h');
  await run.press(/^runbook .* \$ $/m, `exit${keys.enter}`);
  await run.press('[y] done by hand', 'y');
  await run.press('echo two', 'r');
  expect(await run.exitCode).toBe(0);
  expect(ids()).toEqual(['one', 'two']);
});

test('a terminal that was closed paused the run after its write, which is not asked about again', async () => {
  project.write(
    'deploy.md',
    runbookText({
      One: fence('bash {effect=write}', 'touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done', 'echo one >> ids'),
      Two: quick('two'),
    }),
  );
  await using first = startInTerminal(project, ['run', 'deploy.md']);
  await first.press('[r] start', 'r');
  await first.press('[r] run', 'r');
  await comesTrue(() => project.exists('begun'));
  first.close();
  project.write('go-on', '');
  await comesTrue(() => project.events().at(-1)?.type === 'run-paused');
  await using run = startInTerminal(project, ['resume']);
  expect(await run.asks('RESUME run')).toContain('(the terminal was closed)');
  await run.press('[r] go on', 'r');
  await run.press('echo two', 'r');
  expect(await run.exitCode).toBe(0);
  expect({ ids: ids(), steps: stepsOf(project) }).toEqual({
    ids: ['one', 'two'],
    steps: ['one: succeeded', 'two: succeeded'],
  });
});

test('a command that still runs is waited for or stopped before anything else is offered', async () => {
  const survivor = "setsid sh -c 'touch begun; while [ ! -e go-on ]; do sleep 0.05; done; echo one >> ids'";
  project.write('deploy.md', runbookText({ One: fence('bash {effect=write}', survivor) + check('one') }));
  await using first = startInTerminal(project, ['run', 'deploy.md']);
  await first.press('[r] start', 'r');
  await first.press('[r] run', 'r');
  await comesTrue(() => project.exists('begun'));
  first.signal('SIGKILL');
  await first.exitCode;
  await using run = startInTerminal(project, ['resume']);
  expect(await run.asks('STILL RUNNING')).toMatch(/ STILL RUNNING {2}pid \d+.*, since \d\d:\d\d:\d\dZ/);
  await run.press('[1] wait for it   [x] stop it', '1');
  await run.sees('waiting for one.1');
  project.write('go-on', '');
  await run.press('[y] count step 1', 'y');
  expect(await run.exitCode).toBe(0);
  expect(ids()).toEqual(['one']);
});

test('a secret that was typed is asked for again when an action needs it, and is written nowhere', async () => {
  const front = 'inputs: { password: { type: secret } }';
  const needing = fence('bash {effect=write}', 'printf %s "$PASSWORD" | wc -c >> ids');
  project.write('deploy.md', runbookText({ One: quick('one'), Two: needing }, { front }));
  await using first = startInTerminal(project, ['run', 'deploy.md']);
  await first.press('[r] start', 'r');
  await first.press('password:', `planted-secret${keys.enter}`);
  await first.press('echo one', 'r');
  await first.asks('PASSWORD');
  first.signal('SIGKILL');
  await first.exitCode;
  await using run = startInTerminal(project, ['resume']);
  expect(await run.asks('RESUME run')).toContain(
    ' asked     password, because secrets are never kept; when step 2 needs it',
  );
  await run.press('[r] go on', 'r');
  await run.press('[r] run', 'r');
  await run.press('password:', `planted-again${keys.enter}`);
  expect(await run.exitCode).toBe(0);
  expect(ids()).toEqual(['one', '13']);
  expect(project.everythingKept()).not.toMatch(/planted-(secret|again)/);
});

test('an undo that was killed in one of its writes goes on with it, and with nothing of the way forward', async () => {
  const back = (name: string, ...lines: readonly string[]) =>
    fence(`bash {effect=write undo id=${name}}`, `echo ${name} >> ids`, ...lines);
  project.write(
    'deploy.md',
    runbookText({
      One: quick('one') + check('one') + back('back-one'),
      Two: quick('two') + back('back-two', 'touch begun', '[ -e go-on ] || sleep 300'),
      Three: quick('three'),
    }),
  );
  await using first = startInTerminal(project, ['run', 'deploy.md']);
  await first.press('[r] start', 'r');
  await first.press('echo one', 'r');
  await first.press('echo two', 'r');
  await first.press('echo three', 'u');
  await first.press('[r] leave the run and undo', 'r');
  await first.press('echo back-two', 'r');
  await comesTrue(() => project.exists('begun'));
  first.signal('SIGKILL');
  await first.exitCode;
  project.write('go-on', '');
  await using run = startInTerminal(project, ['resume']);
  const card = await run.asks('nothing to look with');
  expect(card).toContain(' [r] run back-two again   [h] by hand');
  await run.press('[r] run back-two again', 'h');
  await run.press(/^runbook .* \$ $/m, 'exit\r');
  await run.press('[y] done by hand', 'y');
  await run.press('echo back-one', 'r');
  expect(await run.exitCode).toBe(1);
  expect({ ids: ids(), end: endOf(project)[0] }).toEqual({
    ids: ['one', 'two', 'back-two', 'back-one'],
    end: 'aborted, exit code 1',
  });
});
