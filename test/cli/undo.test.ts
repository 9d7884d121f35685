import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { answer, comesTrue, keys, startInTerminal } from './terminal-run.ts';
import { endOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

const call = (text: string, info = 'effect=write') => fence(`bash {${info}}`, `echo "${text}" >> "$CALLS"`);
const steps = {
  One: call('one') + call('undo one', 'effect=write undo'),
  Two: call('two') + fence('bash {effect=write}', '[ -e go-on ]') + call('undo two', 'effect=write undo'),
  Three: call('three') + call('undo three', 'effect=write undo'),
};

beforeEach(() => {
  project = createProject({ 'deploy.md': runbookText(steps) });
});

afterEach(() => project[Symbol.dispose]());

const writes = ['--no-input', '--yes-to', 'writes'];

describe('undo', () => {
  test('takes back what a failed run did, the last step first, once', async () => {
    expect((await project.run(['run', 'deploy.md', ...writes])).code).toBe(1);
    const { code, stdout } = await project.run(['undo', ...writes]);
    expect({ code, calls: project.calls() }).toEqual({ code: 0, calls: ['one', 'two', 'undo two', 'undo one'] });
    expect(stdout).toMatch(/undo begins: two\.3, one\.2\n[\s\S]*undo succeeded\n[\s\S]*ABORTED/);
    expect(endOf(project).slice(-2)).toEqual(['aborted, exit code 1', 'undone: 2 of 2 actions succeeded']);
    expect(stepsOf(project)[1]).toMatch(/^two: failed/);
    await project.run(['undo', ...writes]);
    expect(project.calls()).toHaveLength(4);
    expect((await project.run(['runs', 'verify'])).code).toBe(0);
  });

  test('takes back a run that succeeded, too', async () => {
    project.write('go-on', '');
    expect((await project.run(['run', 'deploy.md', ...writes])).code).toBe(0);
    expect((await project.run(['undo', ...writes])).code).toBe(0);
    expect(project.calls().slice(3)).toEqual(['undo three', 'undo two', 'undo one']);
  });

  test('runs nothing before every answer is there', async () => {
    await project.run(['run', 'deploy.md', ...writes]);
    const { code, stderr } = await project.run(['undo', '--no-input']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/2 answers are needed[\s\S]*add {2}--yes-to writes/);
    expect(project.calls()).toEqual(['one', 'two']);
  });

  test('of which one action fails says so, and the next undo tries that one again and no other', async () => {
    const failing = fence('bash {effect=write undo}', 'echo "undo one" >> "$CALLS"', '[ -e mended ]');
    project.write('deploy.md', runbookText({ ...steps, One: call('one') + failing }));
    await project.run(['run', 'deploy.md', ...writes]);
    expect((await project.run(['undo', ...writes])).code).toBe(1);
    expect(endOf(project).at(-1)).toBe('undone: 1 of 2 actions succeeded');
    project.write('mended', '');
    expect((await project.run(['undo', ...writes])).code).toBe(0);
    expect(project.calls().slice(2)).toEqual(['undo two', 'undo one', 'undo one']);
  });

  test('that was killed is gone on with by resume', async () => {
    const waiting = fence('bash {effect=write undo}', 'touch begun', 'while [ ! -e go-on ]; do sleep 0.05; done');
    project.write('deploy.md', runbookText({ ...steps, One: call('one') + waiting }));
    await project.run(['run', 'deploy.md', ...writes]);
    using undoing = project.start(['undo', ...writes]);
    await comesTrue(() => project.exists('begun'));
    undoing.child.kill('SIGKILL');
    await undoing.ended;
    project.write('go-on', '');
    await project.run(['resume', ...writes, '--answer', 'one.2.unknown=retry']);
    expect(endOf(project).slice(-2)).toEqual(['aborted, exit code 1', 'undone: 2 of 2 actions succeeded']);
    expect(project.calls()).toEqual(['one', 'two', 'undo two']);
  });

  test('has nothing to do where nothing was written', async () => {
    project.write('deploy.md', runbookText({ One: fence('bash {effect=read}', 'true') }));
    await project.run(['run', 'deploy.md', ...writes]);
    const { code, stderr } = await project.run(['undo', ...writes]);
    expect({ code, says: stderr.includes('has nothing to take back') }).toEqual({ code: 2, says: true });
  });
});

describe('undo in a terminal', () => {
  test('is read to its end from the failure card, and then asked for action by action', async () => {
    await using run = startInTerminal(project, ['run', 'deploy.md']);
    await answer(run, [
      ['the clock starts', 'r'],
      ['echo "one"', 'r'],
      ['echo "two"', 'r'],
      ['[ -e go-on ]', 'r'],
      ['FAILED', 'u'],
      ['[r] leave the run and undo', 'q'],
      ['FAILED', 'u'],
    ]);
    const plan = await run.asks('[r] leave the run and undo');
    expect(plan).toMatch(/ 2\/3 Two\n {3}3 {3}WRITE[\s\S]* 1\/3 One\n/);
    await run.press('[r] leave the run', 'r');
    expect(await run.asks('echo "undo two"')).toMatch(/^-- 2\/3 Two: undo -+/m);
    expect(project.calls()).toEqual(['one', 'two']);
    await answer(run, [
      ['echo "undo two"', 'r'],
      ['echo "undo one"', 's'],
      ['Why?', '1'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls(), end: endOf(project) }).toEqual({
      code: 1,
      calls: ['one', 'two', 'undo two'],
      end: ['aborted, exit code 1', 'undone: 1 of 2 actions succeeded'],
    });
  });

  test('of a run that is over shows its plan first, and Ctrl-C leaves everything as it is', async () => {
    await project.run(['run', 'deploy.md', ...writes]);
    await using left = startInTerminal(project, ['undo']);
    await left.press('[r] undo: each action is asked for', keys.ctrlC);
    expect({ code: await left.exitCode, calls: project.calls() }).toEqual({ code: 2, calls: ['one', 'two'] });
    await using run = startInTerminal(project, ['undo']);
    await answer(run, [
      ['[r] undo: each action is asked for', 'r'],
      ['echo "undo two"', 'r'],
      ['echo "undo one"', 'r'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls().slice(2) }).toEqual({
      code: 0,
      calls: ['undo two', 'undo one'],
    });
  });
});
