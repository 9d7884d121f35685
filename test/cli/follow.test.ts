import { afterEach, beforeEach, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { comesTrue } from './terminal-run.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  const waiting = ['echo begun', 'while [ ! -e go-on ]; do sleep 0.05; done', 'printf "\\033[2Jdone\\n"'];
  const steps = { One: fence('bash {effect=write}', ...waiting), Two: fence('bash {effect=read}', 'echo two') };
  project = createProject({ 'deploy.md': runbookText(steps) });
});

afterEach(() => project[Symbol.dispose]());

const unattended = ['run', 'deploy.md', '--no-input', '--yes-to', 'writes'];

test('a live run is told as it happens, with its output, up to its end; and is not touched', async () => {
  using run = project.start(unattended);
  await comesTrue(() => run.seen().includes('begun'));
  using looking = project.start(['follow']);
  await comesTrue(() => looking.seen().includes(' | begun'));
  expect(looking.seen()).toMatch(/^0:00 run \d{4}-\d{4} of Deploy, /);
  expect(looking.seen()).not.toContain('done');
  project.write('go-on', '');
  const [ran, looked] = await Promise.all([run.ended, looking.ended]);
  expect({ ran: ran.code, looked: looked.code }).toEqual({ ran: 0, looked: 0 });
  expect(looked.stdout).toMatch(/ \| \\x1b\[2Jdone\n[\s\S]* \| two\n[\s\S]*\d:\d\d SUCCEEDED, /);
  expect(looked.stdout.match(/ \| begun/g)).toHaveLength(1);
  expect((await project.run(['runs', 'verify'])).code).toBe(0);
});

test('a run whose program is gone is said to be interrupted', async () => {
  using run = project.start(unattended);
  await comesTrue(() => run.seen().includes('begun'));
  using looking = project.start(['follow']);
  await comesTrue(() => looking.seen().includes(' | begun'));
  run.child.kill('SIGKILL');
  const looked = await looking.ended;
  expect(looked.code).toBe(0);
  expect(looked.stdout).toMatch(/INTERRUPTED: .*runbook resume \d{4}-\d{4}\n$/);
});

test('a run that is over is told whole, as lines or as events', async () => {
  project.write('go-on', '');
  await project.run(unattended);
  const { stdout, code } = await project.run(['follow']);
  expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({
    code: 0,
    last: expect.stringMatching(/^0:0\d SUCCEEDED, 0:0\d, exit code 0$/),
  });
  const { stdout: json } = await project.run(['follow', '--json']);
  const types = json
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).type);
  expect([types[0], types.at(-1), types.length]).toEqual(['run-started', 'run-ended', project.events().length]);
});

test('Ctrl-C stops looking and not the run', async () => {
  using run = project.start(unattended);
  await comesTrue(() => run.seen().includes('begun'));
  using looking = project.start(['follow']);
  await comesTrue(() => looking.seen().includes(' | begun'));
  looking.child.kill('SIGINT');
  expect((await looking.ended).code).toBe(0);
  project.write('go-on', '');
  expect((await run.ended).code).toBe(0);
});

test('without a run, or with a name that none has, says so', async () => {
  const none = await project.run(['follow']);
  expect({ code: none.code, says: none.stderr.includes('there are no runs in this project') }).toEqual({
    code: 2,
    says: true,
  });
});
