import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fence, runbookText } from './runbook-text.ts';
import { actionsOf, askedFor } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

let project: Project;

beforeEach(() => {
  project = createProject();
  for (const name of ['kubectl', 'deploy-tool']) project.standIn(name, 'echo "${0##*/} $*" >> "$CALLS"');
});

afterEach(() => project[Symbol.dispose]());

async function run(body: string, ...flags: readonly string[]) {
  project.write('deploy.md', runbookText({ One: body }));
  const { code, stderr } = await project.run(['run', 'deploy.md', '--no-input', ...flags]);
  return { code, asked: askedFor(stderr), calls: project.calls(), runs: project.runNames().length };
}

const refused = { code: 2, calls: [], runs: 0 };

describe('what states no effect', () => {
  test('runs nothing without an answer, whether it reads or writes', async () => {
    expect(await run(fence('bash', 'kubectl get pods'))).toEqual({
      ...refused,
      asked: [['--yes-to reads']],
    });
    expect(await run(fence('bash', 'kubectl apply -f a.yaml'))).toEqual({
      ...refused,
      asked: [['--answer one.1=run']],
    });
  });

  test.each([
    ['that changes something', 'kubectl apply -f a.yaml'],
    ['that nobody knows', 'deploy-tool --all'],
    ['that is a read but for where its output goes', 'kubectl get pods > pods.txt'],
  ])('%s is not run by --yes-to writes, only by its own answer', async (_, line) => {
    for (const yesTo of ['reads', 'writes']) {
      expect(await run(fence('bash', line), '--yes-to', yesTo)).toEqual({
        ...refused,
        asked: [['--answer one.1=run']],
      });
    }
    expect(await run(fence('bash', line), '--answer', 'one.1=run')).toMatchObject({
      code: 0,
      calls: [expect.any(String)],
    });
  });

  test('is run by --yes-to reads only when every command of it is a known read', async () => {
    expect(await run(fence('bash', 'kubectl get pods'), '--yes-to', 'reads')).toMatchObject({
      code: 0,
      calls: ['kubectl get pods'],
    });
    expect(await run(fence('bash', 'kubectl get pods', 'deploy-tool list'), '--yes-to', 'reads')).toMatchObject({
      code: 2,
      calls: ['kubectl get pods'],
    });
  });

  test.each([
    ['sql', fence('sql', 'DELETE FROM payments;')],
    ['http', fence('http', 'DELETE http://127.0.0.1:9/payments')],
    ['python', fence('python', 'print(1)')],
    ['commands mixed with output', fence('console', '$ kubectl get pods', 'NAME READY', 'a 1/1')],
  ])('as %s is never run, and the step is not taken for done', async (_, body) => {
    expect(await run(body, '--yes-to', 'writes')).toEqual({ ...refused, asked: [['--answer one.1=done']] });
    expect(await run(body, '--answer', 'one.1=skip')).toMatchObject({ code: 1, calls: [] });
    expect(project.events().filter((event) => event.type === 'action-intended')).toEqual([]);
  });
});

describe('--yes-to', () => {
  test('reads never runs a declared write', async () => {
    const body = fence('bash {effect=read}', 'deploy-tool look') + fence('bash {effect=write}', 'deploy-tool change');
    expect(await run(body, '--yes-to', 'reads')).toEqual({
      ...refused,
      asked: [['--yes-to writes']],
    });
    expect(await run(body, '--yes-to', 'writes')).toMatchObject({
      code: 0,
      calls: ['deploy-tool look', 'deploy-tool change'],
    });
  });

  test.each([
    ['destructive', 'bash {effect=destructive}'],
    ['confirm=typed', 'bash {effect=write confirm=typed}'],
  ])('writes never runs what is %s: the name of its target is asked for', async (_, info) => {
    const body = fence(info, 'deploy-tool drop');
    expect(await run(body, '--yes-to', 'writes')).toEqual({ ...refused, asked: [['--answer one.1=Deploy']] });
    for (const wrong of ['run', 'yes', 'deploy', '']) {
      expect(await run(body, '--yes-to', 'writes', '--answer', `one.1=${wrong}`)).toMatchObject(refused);
    }
    expect(await run(body, '--answer', 'one.1=Deploy')).toMatchObject({ code: 0, calls: ['deploy-tool drop'] });
  });

  test('does not cover what its author wants to be asked about', async () => {
    const body = fence('bash {effect=write confirm}', 'deploy-tool change');
    expect(await run(body, '--yes-to', 'writes')).toEqual({ ...refused, asked: [['--answer one.1=run']] });
    expect(await run(body, '--answer', 'one.1=run')).toMatchObject({ code: 0, calls: ['deploy-tool change'] });
  });

  test('does not answer a condition, a checklist, a criterion or an option', async () => {
    project.write(
      'deploy.md',
      runbookText(
        {
          One: `Only if it rains:\n\n${fence('bash {effect=read}', 'true')}`,
          Two:
            fence('bash {effect=read option="A: left"}', 'true') +
            fence('bash {effect=read option="B: right"}', 'true'),
          Three: '- [ ] The lights are green',
        },
        { after: '## Success Criteria\n\n- [ ] All is well\n' },
      ),
    );
    const { code, stderr } = await project.run(['run', 'deploy.md', '--no-input', '--yes-to', 'writes']);
    expect(code).toBe(2);
    expect(askedFor(stderr)).toEqual([
      ['--answer one=yes', '--answer one=no'],
      ['--option two=A', '--option two=B'],
      ['--answer three.the-lights-are-green=yes'],
      ['--answer success-criteria.all-is-well=yes', '--answer success-criteria.all-is-well=unknown'],
    ]);
  });
});

test('a skipped action leaves the run unverified', async () => {
  expect(await run(fence('bash {effect=write}', 'deploy-tool change'), '--answer', 'one.1=skip')).toMatchObject({
    code: 1,
    calls: [],
  });
  expect(actionsOf(project)).toEqual([]);
  expect(project.events().at(-1)).toMatchObject({ type: 'run-ended', outcome: 'unverified' });
});
