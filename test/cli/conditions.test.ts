import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { endOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
});

afterEach(() => project[Symbol.dispose]());

interface Around {
  readonly front?: string;
  readonly after?: string;
}

async function run(steps: Readonly<Record<string, string>>, flags: readonly string[] = [], around: Around = {}) {
  project.write('deploy.md', runbookText(steps, around));
  const { code } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'writes', ...flags]);
  return { code, steps: stepsOf(project), end: endOf(project) };
}

const ok = fence('bash {effect=read}', 'true');
const mark = (name: string, attributes = '') => fence(`bash {effect=write ${attributes}}`, `echo ${name} >> trace`);
const trace = () => (project.exists('trace') ? project.read('trace').trim().split('\n') : []);

describe('a condition', () => {
  test.each([
    ['Only if it rains:', 'yes', 'succeeded', ['one'], 0, 'succeeded'],
    ['Only if it rains:', 'no', 'skipped-condition (answer: no)', [], 0, 'succeeded'],
    ['Only if it rains:', 'unknown', 'skipped-cannot-tell', [], 1, 'unverified'],
    ['Skip if it rains.', 'yes', 'skipped-condition (answer: yes)', [], 0, 'succeeded'],
    ['Skip if it rains.', 'no', 'succeeded', ['one'], 0, 'succeeded'],
    ['**CRITICAL**: Only if it rains', 'no', 'skipped-condition (answer: no)', [], 0, 'succeeded'],
  ])('%j answered %s: %s', async (text, answer, outcome, marks, code, end) => {
    const found = await run({ One: `${text}\n\n${mark('one')}`, Two: ok }, ['--answer', `one=${answer}`]);
    expect({ ...found, marks: trace() }).toMatchObject({ code, steps: [`one: ${outcome}`, 'two: succeeded'], marks });
    expect(found.end[0]).toMatch(end);
  });

  test('in the middle of a step guards what follows it, and not what stands before', async () => {
    const body = `${mark('always')}\nIf it rains:\n\n${mark('umbrella')}`;
    const found = await run({ One: body }, ['--answer', 'one.if-it-rains=no']);
    expect({ code: found.code, marks: trace() }).toEqual({ code: 0, marks: ['always'] });
  });
});

describe('when=', () => {
  const inputs = 'inputs: { rain: { type: boolean, default: no } }';

  test.each([
    ['rain', 'yes', ['umbrella']],
    ['rain', 'no', []],
    ['!rain', 'yes', []],
    ['!rain', 'no', ['umbrella']],
  ])('%s with the input %s', async (when, rain, marks) => {
    const { code } = await run({ One: mark('umbrella', `when=${when}`) }, ['--set', `rain=${rain}`], { front: inputs });
    expect({ code, marks: trace() }).toEqual({ code: 0, marks });
  });

  test.each([
    ['an output', fence('bash {effect=read capture=rain}', 'echo yes'), ['umbrella']],
    ['an output that says no', fence('bash {effect=read capture=rain}', 'echo no'), []],
    ['an action that says yes', fence('bash {id=rain effect=read}', 'true'), ['umbrella']],
    ['an action that says no with 1', fence('bash {id=rain effect=read}', 'false'), []],
  ])('decides by %s', async (_, source, marks) => {
    const { code, end } = await run({ Look: `${ok}${source}`, Act: mark('umbrella', 'when=rain') });
    expect({ code, end, marks: trace() }).toEqual({ code: 0, end: ['succeeded, exit code 0'], marks });
  });

  test('takes 2 and more for a failure, not for a no', async () => {
    const look = fence('bash {effect=read}', 'true') + fence('bash {id=rain effect=read}', 'exit 2');
    const { code, steps } = await run({ Look: look, Act: mark('umbrella', 'when=!rain') });
    expect({ code, steps, marks: trace() }).toEqual({
      code: 1,
      steps: ['look: failed (exit code 2 at line 12: exit)', 'act: not-reached'],
      marks: [],
    });
  });

  test('whose source was skipped is not guessed: nothing runs, and the run is unverified', async () => {
    const look = `Only if it is day:\n\n${ok}${fence('bash {id=rain effect=read}', 'true')}`;
    const { code, steps, end } = await run({ Look: look, Act: mark('umbrella', 'when=!rain') }, [
      '--answer',
      'look=no',
      '--answer',
      'act=unknown',
    ]);
    expect({ code, steps, end: end[0], marks: trace() }).toEqual({
      code: 1,
      steps: ['look: skipped-condition (answer: no)', 'act: skipped-cannot-tell'],
      end: 'unverified, exit code 1',
      marks: [],
    });
  });

  test('whose source was skipped takes an answer that was given for that case', async () => {
    const look = `Only if it is day:\n\n${ok}${fence('bash {id=rain effect=read}', 'true')}`;
    const { code } = await run({ Look: look, Act: mark('umbrella', 'when=rain') }, [
      '--answer',
      'look=no',
      '--answer',
      'act=yes',
    ]);
    expect({ code, marks: trace() }).toEqual({ code: 0, marks: ['umbrella'] });
  });
});

describe('needs=', () => {
  test('goes by what is needed, not by the order in the document', async () => {
    const { code } = await run({
      Last: mark('last', 'needs=middle'),
      First: mark('first', 'needs=none'),
      Middle: mark('middle', 'needs=first'),
    });
    expect({ code, marks: trace() }).toEqual({ code: 0, marks: ['first', 'middle', 'last'] });
  });

  test('is met by a step that was skipped by its condition, but not by one that nobody could tell about', async () => {
    const steps = { One: `Only if it rains:\n\n${mark('one')}`, Two: mark('two', 'needs=one') };
    expect(await run(steps, ['--answer', 'one=no'])).toMatchObject({ code: 0 });
    expect(trace()).toEqual(['two']);
    project[Symbol.dispose]();
    project = createProject();
    const { code, steps: ended } = await run(steps, ['--answer', 'one=unknown']);
    expect({ code, ended, marks: trace() }).toEqual({
      code: 1,
      ended: ['one: skipped-cannot-tell', 'two: not-reached (needs one)'],
      marks: [],
    });
  });
});

describe('on-failure=', () => {
  const steps = {
    Deploy: fence('bash {effect=write on-failure=restore}', 'echo deploy >> trace', 'false'),
    After: mark('after'),
    Restore: mark('restore'),
  };

  test('leads to its step, and the run has failed all the same', async () => {
    expect({ ...(await run(steps)), marks: trace() }).toEqual({
      code: 1,
      steps: ['deploy: failed (exit code 1 at line 10: false)', 'restore: succeeded', 'after: not-reached'],
      end: ['failed, exit code 1', 'Deploy: failed, exit code 1 at line 10: false'],
      marks: ['deploy', 'restore'],
    });
  });

  test('is not gone without a failure', async () => {
    const found = await run({ ...steps, Deploy: mark('deploy', 'on-failure=restore') });
    expect({ ...found, marks: trace() }).toEqual({
      code: 0,
      steps: ['deploy: succeeded', 'after: succeeded'],
      end: ['succeeded, exit code 0'],
      marks: ['deploy', 'after'],
    });
  });
});

test('env= takes an action along only in its environment, and undo, check, fault and restore never run forward', async () => {
  const front = 'environments: { staging: {}, production: {} }';
  const body =
    mark('staging', 'env=staging') +
    mark('production', 'env=production') +
    mark('undo', 'undo') +
    mark('fault', 'fault') +
    mark('restore', 'restore');
  const { code } = await run({ One: body }, ['--env', 'staging'], { front });
  expect({ code, marks: trace() }).toEqual({ code: 0, marks: ['staging'] });
});
