import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { actionsOf, endOf, stepsOf } from './told.ts';
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
    const { code, steps, end } = await run({ Look: look, Act: mark('umbrella', 'when=!rain') }, ['--answer', 'look=no']);
    expect({ code, steps, end: end[0], marks: trace() }).toEqual({
      code: 1,
      steps: ['look: skipped-condition (answer: no)', 'act: skipped-cannot-tell'],
      end: 'unverified, exit code 1',
      marks: [],
    });
  });

  test('whose source was skipped takes an answer that was given for that case', async () => {
    const look = `Only if it is day:\n\n${ok}${fence('bash {id=rain effect=read}', 'true')}`;
    const { code } = await run({ Look: look, Act: mark('umbrella', 'when=rain') }, ['--answer', 'look=no', '--answer', 'act=yes']);
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

describe('a checklist', () => {
  const steps = { One: `${ok}\n- [ ] The lights are green\n- [ ] Nobody is shouting`, Two: mark('two') };
  const green = ['--answer', 'one.the-lights-are-green=yes'];

  test.each([
    ['yes', 0, 'one: succeeded', ['two'], 'succeeded'],
    ['no', 1, 'one: failed (answered no: Nobody is shouting)', [], 'failed'],
    ['unknown', 1, 'one: skipped-cannot-tell (Nobody is shouting)', ['two'], 'unverified'],
  ])('with an item answered %s', async (answer, code, outcome, marks, end) => {
    const found = await run(steps, [...green, '--answer', `one.nobody-is-shouting=${answer}`]);
    expect({ code: found.code, step: found.steps[0], marks: trace() }).toEqual({ code, step: outcome, marks });
    expect(found.end[0]).toMatch(end);
  });
});

describe('criteria', () => {
  const check = (text: string, line: string) => fence(`bash {check="${text}" effect=read}`, line);
  const list = '## Success Criteria\n\n- [ ] It answers\n- [ ] People are happy\n\n';
  const happy = (answer: string) => ['--answer', `success-criteria.people-are-happy=${answer}`];

  test.each([
    ['met', 'true', 'yes', 0, ['succeeded, exit code 0']],
    ['not met by its check', 'false', 'yes', 1, ['failed, exit code 1', 'It answers: NOT MET']],
    ['answered no', 'true', 'no', 1, ['failed, exit code 1', 'People are happy: NOT MET']],
    ['left open', 'true', 'unknown', 1, ['unverified, exit code 1', 'People are happy: open']],
  ])('one of which is %s', async (_, line, answer, code, end) => {
    const found = await run({ One: ok }, happy(answer), { after: list + check('It answers', line) });
    expect(found).toEqual({ code, steps: ['one: succeeded'], end });
  });

  test('are not asked for what their check answers, and tell who answered', async () => {
    await run({ One: ok }, happy('yes'), { after: list + check('It answers', 'true') });
    const { stdout } = await project.run(['report', '--format', 'json']);
    expect(JSON.parse(stdout).criteria).toMatchObject([
      { id: 'success-criteria.it-answers', verdict: 'met', by: 'check' },
      { id: 'success-criteria.people-are-happy', verdict: 'met', by: 'flag' },
    ]);
  });

  test('are not looked at after a failed step', async () => {
    const found = await run({ One: fence('bash {effect=read}', 'false') }, happy('yes'), {
      after: list + check('It answers', 'echo checked >> trace'),
    });
    expect({ code: found.code, marks: trace() }).toEqual({ code: 1, marks: [] });
  });
});

describe('prerequisites', () => {
  const before = (body: string) => `## Prerequisites\n\n${body}\n`;

  test('that are answered no keep the run from starting', async () => {
    project.write('deploy.md', runbookText({ One: mark('one') }, { before: before('- Two people are awake') }));
    const flags = ['--no-input', '--yes-to', 'writes', '--answer', 'prerequisites.two-people-are-awake=no'];
    expect(await project.run(['run', 'deploy.md', ...flags])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'NOT STARTED, exit code 2: prerequisite NOT MET: Two people are awake\n     Nothing has been changed.\n',
    });
    expect({ marks: trace(), runs: project.runNames() }).toEqual({ marks: [], runs: [] });
  });

  test('that fail as commands end the run before its first step', async () => {
    const text = before(fence('bash {effect=read}', 'echo looked', "sh -c 'exit 5'"));
    project.write('deploy.md', runbookText({ One: mark('one') }, { before: text }));
    const { code } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'writes']);
    expect({ code, marks: trace(), end: endOf(project) }).toEqual({
      code: 1,
      marks: [],
      end: ['failed, exit code 1', "prerequisite NOT MET: exit code 5 at line 7: sh -c 'exit 5'"],
    });
  });

  test('of missing programs and variables are all said at once', async () => {
    const front = 'requires: { tools: [bash, no-such-tool, nor-this], env: [HOME, NOT_SET_HERE] }';
    project.write('deploy.md', runbookText({ One: mark('one') }, { front }));
    expect(await project.run(['run', 'deploy.md', '--no-input'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `NOT STARTED, exit code 2: no-such-tool is not on PATH; install it
nor-this is not on PATH; install it
$NOT_SET_HERE is not set; export it
1 answer is needed and nobody is there to ask.
     1/1 WRITE: One                                            deploy.md:14
         add  --yes-to writes
     Nothing has been changed.
`,
    });
  });
});

test('by-hand work counts when somebody says it was done, and leaves the run unverified when it was skipped', async () => {
  const steps = { One: 'Call the database admin.', Two: mark('two') };
  expect(await run(steps, ['--answer', 'one.by-hand=done'])).toMatchObject({ code: 0, steps: ['one: by-hand', 'two: succeeded'] });
  project[Symbol.dispose]();
  project = createProject();
  expect(await run(steps, ['--answer', 'one.by-hand=skip'])).toMatchObject({
    code: 1,
    steps: ['one: skipped', 'two: succeeded'],
    end: ['unverified, exit code 1', 'One: skipped, cannot tell'],
  });
  expect(actionsOf(project)).toEqual(['two.1: succeeded']);
});

test('env= takes an action along only in its environment, and undo, check, fault and restore never run forward', async () => {
  const front = 'environments: { staging: {}, production: {} }';
  const body = mark('staging', 'env=staging') + mark('production', 'env=production') + mark('undo', 'undo') + mark('fault', 'fault') + mark('restore', 'restore');
  const { code } = await run({ One: body }, ['--env', 'staging'], { front });
  expect({ code, marks: trace() }).toEqual({ code: 0, marks: ['staging'] });
});
