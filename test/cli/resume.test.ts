import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { askedFor, endOf, stepsOf, told } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const patience = { timeout: 30_000, interval: 10 };
const writes = ['--no-input', '--yes-to', 'writes'];

/** Starts the run, waits until the file is there, and kills the program where it stands. */
async function killedWhen(file: string, args: readonly string[] = ['run', 'deploy.md', ...writes]): Promise<void> {
  using started = project.start(args);
  await expect.poll(() => project.exists(file), patience).toBe(true);
  started.child.kill('SIGKILL');
  await started.ended;
}

/** A write that appends its name to a file, before and after a wait. */
const slow = (name: string) =>
  fence('bash {effect=write}', `echo ${name} >> ids`, `touch ${name}-begun`, '[ -e go-on ] || sleep 300');
const quick = (name: string) => fence('bash {effect=write}', `echo ${name} >> ids`);
const check = (name: string) => fence(`bash {check="" effect=read id=${name}-there}`, `grep ${name} ids`);
const ids = () => project.read('ids').trim().split('\n');

describe('a run that was killed while a write ran', () => {
  test('goes on where it was, and counts the write as succeeded when the checks of its step are met', async () => {
    project.write(
      'deploy.md',
      runbookText({ One: quick('one'), Two: slow('two') + check('two'), Three: quick('three') }),
    );
    await killedWhen('two-begun');
    const { code, stdout } = await project.run(['resume', ...writes]);
    expect({ code, ids: ids(), steps: stepsOf(project), end: endOf(project) }).toEqual({
      code: 0,
      ids: ['one', 'two', 'three'],
      steps: ['one: succeeded', 'two: succeeded-by-checks', 'three: succeeded'],
      end: ['succeeded, exit code 0'],
    });
    expect(told(stdout).slice(1, 5)).toEqual([
      '2/3 Two: two.1 unknown, the program went away while it ran: nobody saw how it ended',
      '2/3 Two: runs two.two-there, read',
      ' | two',
      'nobody saw how two.1 ended: succeeded',
    ]);
  });

  test('asks what to do, before anything is run, when its step has no check', async () => {
    project.write('deploy.md', runbookText({ One: quick('one'), Two: slow('two') }));
    await killedWhen('two-begun');
    const events = project.events();
    const { code, stderr } = await project.run(['resume', ...writes]);
    expect({ code, asked: askedFor(stderr), events: project.events() }).toEqual({
      code: 2,
      asked: [['--answer two.1.unknown=retry', '--answer two.1.unknown=by-hand']],
      events,
    });
    project.write('go-on', '');
    const again = await project.run(['resume', ...writes, '--answer', 'two.1.unknown=retry']);
    expect({ code: again.code, ids: ids() }).toEqual({ code: 0, ids: ['one', 'two', 'two'] });
  });

  test('pauses and names the flags when the checks are not met', async () => {
    const never = fence('bash {check="" effect=read id=there}', 'grep nothing ids');
    project.write('deploy.md', runbookText({ One: slow('one') + never }));
    await killedWhen('one-begun');
    const { code, stderr } = await project.run(['resume', ...writes]);
    expect({ code, asked: askedFor(stderr), last: project.events().at(-1)?.type }).toEqual({
      code: 2,
      asked: [['--answer one.1.unknown=retry', '--answer one.1.unknown=by-hand']],
      last: 'run-paused',
    });
    const { code: byHand } = await project.run(['resume', ...writes, '--answer', 'one.1.unknown=by-hand']);
    expect({ code: byHand, ids: ids(), steps: stepsOf(project) }).toEqual({
      code: 0,
      ids: ['one'],
      steps: ['one: by-hand'],
    });
  });
});

describe('a command that outlived the program that began it', () => {
  const survivor = fence(
    'bash {effect=write}',
    "setsid sh -c 'touch one-begun; while [ ! -e go-on ]; do sleep 0.05; done; echo one >> ids'",
  );
  const there = fence('bash {check="" effect=read id=there}', 'touch looked', 'grep one ids');

  test('is asked about before anything is looked at, and can be waited for', async () => {
    project.write('deploy.md', runbookText({ One: survivor + there }));
    await killedWhen('one-begun');
    const missing = await project.run(['resume', ...writes]);
    expect({ code: missing.code, asked: askedFor(missing.stderr)[0], looked: project.exists('looked') }).toEqual({
      code: 2,
      asked: ['--answer one.1.running=wait', '--answer one.1.running=stop'],
      looked: false,
    });
    using started = project.start(['resume', ...writes, '--answer', 'one.1.running=wait']);
    await expect.poll(started.seen, patience).toContain('waiting for one.1, pid ');
    project.write('go-on', '');
    const { code } = await started.ended;
    expect({ code, ids: ids(), steps: stepsOf(project) }).toEqual({
      code: 0,
      ids: ['one'],
      steps: ['one: succeeded-by-checks'],
    });
  });

  test('can be stopped, and is then run again by whoever says so', async () => {
    project.write('deploy.md', runbookText({ One: survivor }));
    await killedWhen('one-begun');
    const answers = ['--answer', 'one.1.running=stop', '--answer', 'one.1.unknown=by-hand'];
    const { code, stdout } = await project.run(['resume', ...writes, ...answers]);
    expect(told(stdout).slice(1, 3)).toEqual([
      'one.1 still runs: stop',
      'stopped what one.1 had left running; what it began may go on',
    ]);
    project.write('go-on', '');
    expect({ code, ids: project.exists('ids'), steps: stepsOf(project) }).toEqual({
      code: 0,
      ids: false,
      steps: ['one: by-hand'],
    });
  });
});

test('a read that was in flight is simply run again', async () => {
  project.write(
    'deploy.md',
    runbookText({
      One: fence('bash {effect=read capture=name}', 'touch begun', '[ -e go-on ] || sleep 300', 'echo mira'),
      Two: fence('bash {effect=write}', 'echo "$NAME" >> ids'),
    }),
  );
  await killedWhen('begun');
  project.write('go-on', '');
  const { code } = await project.run(['resume', ...writes]);
  expect({ code, ids: ids() }).toEqual({ code: 0, ids: ['mira'] });
});

test('only what can be gone on with is', async () => {
  project.write('deploy.md', runbookText({ One: slow('one') }));
  expect((await project.run(['resume'])).stderr).toMatch(/^there are no runs in this project\n/);
  using started = project.start(['run', 'deploy.md', ...writes]);
  await expect.poll(() => project.exists('one-begun'), patience).toBe(true);
  const [name = ''] = project.runNames();
  const live = await project.run(['resume', name]);
  expect({ code: live.code, stderr: live.stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(
      new RegExp(
        `^run \\d{4}-\\d{4} is under way: \\S+ has it on \\S+, process ${started.child.pid}, since \\d\\d:\\d\\d:\\d\\dZ\n`,
      ),
    ),
  });
  project.write('go-on', '');
  started.child.kill('SIGKILL');
  await started.ended;
  await project.run(['resume', ...writes, '--answer', 'one.1.unknown=by-hand']);
  const over = await project.run(['resume', name]);
  expect({ code: over.code, stderr: over.stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^run \d{4}-\d{4} has ended as succeeded at \S+Z: there is nothing to go on with\n/),
  });
  expect((await project.run(['resume'])).stderr).toMatch(/^no run of this project can be gone on with\n/);
  expect((await project.run(['resume', 'nothing'])).stderr).toMatch(/^no run matches "nothing"\n/);
});
