import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { comesTrue, startInTerminal } from './terminal-run.ts';
import { createProject, type Project, type Started } from './unattended-project.ts';

let project: Project;
let first: Started;

beforeEach(async () => {
  const waiting = ['touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done'];
  project = createProject({ 'deploy.md': runbookText({ One: fence('bash {effect=write}', ...waiting) }) });
  first = project.start(['run', 'deploy.md', '--no-input', '--yes-to', 'writes']);
  await comesTrue(() => project.exists('begun'));
});

afterEach(async () => {
  project.write('go-on', '');
  await first.ended;
  first[Symbol.dispose]();
  project[Symbol.dispose]();
});

const holder = /\S+ has it on \S+, process \d+, since \d\d:\d\d:\d\dZ/;

test('a resume of a live run says who has it, where and since when, and touches nothing', async () => {
  for (const args of [['resume'], ['resume', project.runNames()[0] ?? '']]) {
    const { code, stderr } = await project.run(args);
    expect({ code, says: holder.test(stderr), follow: /runbook follow \d{4}-\d{4}/.test(stderr) }).toEqual({
      code: 2,
      says: true,
      follow: true,
    });
  }
  project.write('go-on', '');
  expect((await first.ended).code).toBe(0);
  expect((await project.run(['runs', 'verify'])).code).toBe(0);
});

test('a second run of the same is warned of before it starts, and the warning is kept', async () => {
  await using second = startInTerminal(project, ['run', 'deploy.md']);
  const start = await second.asks('is under way');
  expect(start).toMatch(/^ LOOK {6}run \d{4}-\d{4} of Deploy is under way: /m);
  await second.press('the clock starts', 'q');
  expect(await second.exitCode).toBe(2);
  project.write('go-on', '');
  await first.ended;
  await using third = startInTerminal(project, ['run', 'deploy.md']);
  expect(await third.asks('the clock starts')).not.toContain('is under way');
  await third.press('the clock starts', 'q');
  await third.exitCode;
});

test('a run that was ended by a signal is let go, and so is one that was killed', async () => {
  const holders = () => ['held.1.json', 'held.2.json'].map((file) => heldIn(file).user);
  const heldIn = (file: string): { user?: string } => {
    const path = `.runbook/runs/${project.runNames()[0]}/${file}`;
    const text = project.exists(path) ? project.read(path) : '';
    return text === '' ? {} : JSON.parse(text);
  };
  expect(holders()).toEqual([expect.any(String), undefined]);
  first.child.kill('SIGTERM');
  expect((await first.ended).code).toBe(143);
  expect(holders()).toEqual([undefined, undefined]);
  const again = ['resume', '--no-input', '--yes-to', 'writes', '--answer', 'one.1.unknown=retry'];
  rmSync(join(project.folder, 'begun'));
  using second = project.start(again);
  await comesTrue(() => project.exists('begun'));
  expect(holders()).toEqual([undefined, expect.any(String)]);
  second.child.kill('SIGKILL');
  await second.ended;
  project.write('go-on', '');
  expect((await project.run(again)).code).toBe(0);
});
