import { chownSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { askedFor, endOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

const patience = { timeout: 30_000, interval: 5 };
const writes = ['--no-input', '--yes-to', 'writes'];
const quick = (name: string) => fence('bash {effect=write}', `echo ${name} >> ids`);
const held = (name: string, wait: string) => fence('bash {effect=write}', `echo ${name} >> ids`, 'touch begun', wait);
const hold = '[ -e go-on ] || sleep 300';
const poll = 'while [ ! -e go-on ]; do sleep 0.05; done';
const check = (name: string) => fence(`bash {check="" effect=read id=${name}-there}`, `grep -x ${name} ids`);
const ids = () => (project.exists('ids') ? project.read('ids').trim().split('\n') : []);

/** As a responder would who looks into the file: what is there was done, what is not there is run again. */
function answersTo(stderr: string): readonly string[] {
  return askedFor(stderr).flatMap(([flag = '']) => {
    const [, id = '', step = ''] = /^--answer ((\w+)\.\S+)=/.exec(flag) ?? [];
    return ['--answer', `${id}=${ids().includes(step) ? 'by-hand' : 'retry'}`];
  });
}

async function endedBy(signal: NodeJS.Signals, isTime: () => boolean, args = ['run', 'deploy.md', ...writes]) {
  using started = project.start(args);
  await expect.poll(isTime, patience).toBe(true);
  started.child.kill(signal);
  if (signal === 'SIGHUP') project.write('go-on', '');
  const ended = await started.ended;
  project.write('go-on', '');
  return ended;
}

const hasBegun = () => project.exists('begun');
const journaled = (type: string) => () =>
  project.runNames().length === 1 &&
  project.exists(`.runbook/runs/${project.runNames()[0]}/journal.jsonl`) &&
  project.read(`.runbook/runs/${project.runNames()[0]}/journal.jsonl`).includes(`"type":"${type}"`);

describe('killed', () => {
  test.each([
    ['before the first step', journaled('run-started')],
    ['when a write is intended', journaled('action-intended')],
    ['when it has started', journaled('action-started')],
    ['during it', hasBegun],
    ['when its end is written', journaled('action-ended')],
    ['between two steps', journaled('step-ended')],
  ])('%s, a run goes on, makes every write once and misses none', async (_when, isTime) => {
    project.write('deploy.md', runbookText({ One: held('one', 'sleep 0.2') + check('one'), Two: quick('two') }));
    await endedBy('SIGKILL', isTime);
    const first = await project.run(['resume', ...writes]);
    const isOver = first.stderr.startsWith('no run of this project');
    const last =
      isOver || first.code === 0 ? first : await project.run(['resume', ...writes, ...answersTo(first.stderr)]);
    expect({ code: isOver ? 0 : last.code, ids: ids(), end: endOf(project).at(-1) }).toEqual({
      code: 0,
      ids: ['one', 'two'],
      end: 'succeeded, exit code 0',
    });
  });

  test('while its journal is written: half a line is no event, and the run goes on from the one before', async () => {
    project.write('deploy.md', runbookText({ One: held('one', hold) + check('one'), Two: quick('two') }));
    await endedBy('SIGKILL', hasBegun);
    const journal = `.runbook/runs/${project.runNames()[0]}/journal.jsonl`;
    project.write(journal, `${project.read(journal)}{"v":1,"seq":99,"at":"2026-11-2`);
    const { code } = await project.run(['resume', ...writes]);
    expect({ code, ids: ids(), steps: stepsOf(project) }).toEqual({
      code: 0,
      ids: ['one', 'two'],
      steps: ['one: succeeded-by-checks', 'two: succeeded'],
    });
    expect((await project.run(['report'])).code).toBe(0);
  });

  test('again during the resume, and during that one, it still goes on', async () => {
    project.write('deploy.md', runbookText({ One: held('one', hold), Two: quick('two') }));
    using started = project.start(['run', 'deploy.md', ...writes]);
    await expect.poll(hasBegun, patience).toBe(true);
    started.child.kill('SIGKILL');
    await started.ended;
    for (const times of [2, 3]) {
      using resumed = project.start(['resume', ...writes, '--answer', 'one.1.unknown=retry']);
      await expect.poll(() => ids().length, patience).toBe(times);
      resumed.child.kill('SIGKILL');
      await resumed.ended;
    }
    const { code } = await project.run(['resume', ...writes, '--answer', 'one.1.unknown=by-hand']);
    expect({ code, ids: ids(), steps: stepsOf(project) }).toEqual({
      code: 0,
      ids: ['one', 'one', 'one', 'two'],
      steps: ['one: by-hand', 'two: succeeded'],
    });
    expect(project.events().filter(({ type }) => type === 'run-resumed')).toHaveLength(3);
  });

  test('with a damaged journal it does not go on', async () => {
    project.write('deploy.md', runbookText({ One: held('one', hold), Two: quick('two') }));
    await endedBy('SIGKILL', hasBegun);
    const journal = `.runbook/runs/${project.runNames()[0]}/journal.jsonl`;
    project.write(journal, project.read(journal).replace('"text":"One"', '"text":"Two"'));
    const { code, stderr } = await project.run(['resume', ...writes, project.runNames()[0] ?? '']);
    expect({ code, ids: ids() }).toEqual({ code: 2, ids: ['one'] });
    expect(stderr).toMatch(/^run \S+ cannot be gone on with: its journal is DAMAGED at line \d+: /);
  });
});

describe('interrupted', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s during a write, a run asks what it did before it goes on',
    async (signal) => {
      project.write('deploy.md', runbookText({ One: held('one', hold), Two: quick('two') }));
      const { stderr } = await endedBy(signal, hasBegun);
      expect(stderr).toMatch(
        /^to go on with it: runbook resume \d{4}-\d{4}\non \S+, in \S+; \S+ has left it, and somebody else may go on\n$/,
      );
      const asked = askedFor((await project.run(['resume', ...writes])).stderr);
      expect(asked).toEqual([['--answer one.1.unknown=retry', '--answer one.1.unknown=by-hand']]);
      const { code } = await project.run(['resume', ...writes, '--answer', 'one.1.unknown=by-hand']);
      expect({ code, ids: ids(), steps: stepsOf(project) }).toEqual({
        code: 0,
        ids: ['one', 'two'],
        steps: ['one: by-hand', 'two: succeeded'],
      });
    },
  );

  test('by SIGTERM during a write, it counts it as succeeded when the checks of its step are met', async () => {
    project.write('deploy.md', runbookText({ One: held('one', hold) + check('one'), Two: quick('two') }));
    await endedBy('SIGTERM', hasBegun);
    const { code } = await project.run(['resume', ...writes]);
    expect({ code, ids: ids() }).toEqual({ code: 0, ids: ['one', 'two'] });
  });

  test('by a closed terminal, the running write finishes and is not looked at again', async () => {
    project.write('deploy.md', runbookText({ One: held('one', poll), Two: quick('two') }));
    const { code } = await endedBy('SIGHUP', hasBegun);
    const resumed = await project.run(['resume', ...writes]);
    expect({ code, resumed: resumed.code, ids: ids(), steps: stepsOf(project) }).toEqual({
      code: 129,
      resumed: 0,
      ids: ['one', 'two'],
      steps: ['one: succeeded', 'two: succeeded'],
    });
  });
});

describe('what a run was begun with', () => {
  const front =
    'inputs: { version: { type: string } }\nenvironments: { staging: { vars: { PLACE: here } }, production: {} }';
  const using_ = fence('bash {effect=write}', 'echo "$VERSION $PLACE $FOUND" >> ids');
  const found = fence('bash {effect=read capture=found}', 'echo it');
  const text = runbookText(
    { One: found, Two: fence('bash {effect=read}', 'touch begun', hold), Three: `Only if it is so:\n\n${using_}` },
    { front },
  );
  const begin = ['run', 'deploy.md', ...writes, '--env', 'staging', '--set', 'version=v1', '--answer', 'three=yes'];

  test('it goes on with: environment, inputs, outputs; answers are asked for where they have not been given yet', async () => {
    project.write('deploy.md', text);
    await endedBy('SIGKILL', hasBegun, begin);
    const missing = await project.run(['resume', ...writes]);
    expect({ code: missing.code, asked: askedFor(missing.stderr) }).toEqual({
      code: 2,
      asked: [['--answer three=yes', '--answer three=no']],
    });
    const { code } = await project.run(['resume', ...writes, '--answer', 'three=yes']);
    expect({ code, ids: ids() }).toEqual({ code: 0, ids: ['v1 here it'] });
  });

  test('is not changed on the way', async () => {
    project.write('deploy.md', text);
    await endedBy('SIGKILL', hasBegun, begin);
    const { code, stderr } = await project.run(['resume', ...writes, '--answer', 'three=yes', '--set', 'version=v2']);
    expect({ code, stderr, ids: ids() }).toEqual({
      code: 2,
      stderr: [
        'the run began with another value of version, and goes on with it: "v1"',
        'Leave --set version out, or begin a new run with the other value.\n',
      ].join('\n'),
      ids: [],
    });
  });

  test('it goes on with from another folder of the project', async () => {
    project.write(
      'docs/deploy.md',
      runbookText({ One: held('one', hold), Two: fence('bash {effect=write}', 'pwd > ../where') }),
    );
    await endedBy('SIGKILL', () => project.exists('docs/begun'), ['run', 'docs/deploy.md', ...writes]);
    const { code } = await project.run(['resume', ...writes, '--answer', 'one.1.unknown=by-hand']);
    expect({ code, where: project.read('where') }).toEqual({ code: 0, where: `${project.folder}/docs\n` });
  });
});

test('of two that resume a run at once, one has it and the other is told', async () => {
  project.write('deploy.md', runbookText({ One: held('one', hold), Two: quick('two'), Three: quick('three') }));
  await endedBy('SIGKILL', hasBegun);
  const args = ['resume', ...writes, '--answer', 'one.1.unknown=by-hand'];
  const both = await Promise.all([project.run(args), project.run(args)]);
  const [first, second] = both.toSorted((a, b) => (a.code ?? 0) - (b.code ?? 0));
  expect({ codes: [first?.code, second?.code], ids: ids() }).toEqual({ codes: [0, 2], ids: ['one', 'two', 'three'] });
  expect(second?.stderr).toMatch(
    /^run \S+ (?:is under way: \S+ has it|is held by \S+) on \S+, process \d+, since |^run \S+ has ended as succeeded|^no run of this project/,
  );
});

describe('who goes on', () => {
  test('is recorded', async () => {
    project.write('deploy.md', runbookText({ One: held('one', hold), Two: quick('two') }));
    await endedBy('SIGKILL', hasBegun);
    await project.run(['resume', ...writes, '--answer', 'one.1.unknown=by-hand']);
    const resumed = project.events().find(({ type }) => type === 'run-resumed');
    expect(resumed).toMatchObject({ user: userInfo().username, pid: expect.any(Number) });
  });

  test.skipIf(process.getuid?.() !== 0)('may be somebody else, whose name the report gives', async () => {
    project.write('deploy.md', runbookText({ One: held('one', hold), Two: quick('two') }));
    await endedBy('SIGKILL', hasBegun);
    const other = 1;
    for (const path of [project.folder, ...readdirSync(project.folder, { recursive: true, encoding: 'utf8' })])
      chownSync(path === project.folder ? path : join(project.folder, path), other, other);
    const args = ['resume', ...writes, '--answer', 'one.1.unknown=by-hand'];
    const { code } = await project.run(args, { uid: other });
    const name = project.events().find(({ type }) => type === 'run-resumed');
    expect({ code, name }).toMatchObject({ code: 0, name: { user: 'daemon' } });
    expect((await project.run(['report'])).stdout).toContain('**daemon** resumed the run');
  });
});
