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

  test('are answered by their check also where it stands below a guard', async () => {
    const guarded = `${mark('one')}\nIf it is needed:\n\n${mark('guarded')}${check('It answers', 'false')}`;
    const flags = [...happy('yes'), '--answer', 'one.if-it-is-needed=no'];
    const found = await run({ One: guarded }, flags, { after: list });
    expect(found).toEqual({ code: 1, steps: ['one: succeeded'], end: ['failed, exit code 1', 'It answers: NOT MET'] });
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
  const section = (body: string) => `## Prerequisites\n\n${body}\n`;

  test('that are answered no keep the run from starting', async () => {
    project.write('deploy.md', runbookText({ One: mark('one') }, { before: section('- Two people are awake') }));
    const flags = ['--no-input', '--yes-to', 'writes', '--answer', 'prerequisites.two-people-are-awake=no'];
    expect(await project.run(['run', 'deploy.md', ...flags])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'NOT STARTED, exit code 2: prerequisite NOT MET: Two people are awake\n     Nothing has been changed.\n',
    });
    expect({ marks: trace(), runs: project.runNames() }).toEqual({ marks: [], runs: [] });
  });

  test('that fail as commands end the run before its first step', async () => {
    const text = section(fence('bash {effect=read}', 'echo looked', "sh -c 'exit 5'"));
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
  expect(await run(steps, ['--answer', 'one.by-hand=done'])).toMatchObject({
    code: 0,
    steps: ['one: by-hand', 'two: succeeded'],
  });
  project[Symbol.dispose]();
  project = createProject();
  expect(await run(steps, ['--answer', 'one.by-hand=skip'])).toMatchObject({
    code: 1,
    steps: ['one: skipped', 'two: succeeded'],
    end: ['unverified, exit code 1', 'One: skipped, cannot tell'],
  });
  expect(actionsOf(project)).toEqual(['two.1: succeeded']);
});
