import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Answers, answer, startInTerminal } from './terminal-run.ts';
import { endOf, stepsOf } from './told.ts';
import { createProject, type Project } from './unattended-project.ts';

const fixture = resolve(import.meta.dirname, '../fixtures/seed/payment-processor.md');
const file = 'payment-processor.md';

function seedProject(): Project {
  const project = createProject({ [file]: readFileSync(fixture, 'utf8') });
  project.standIn(
    'kubectl',
    `echo "kubectl $*" >> "$CALLS"
case "$*" in *'rollout status'*) echo 'deployment "payment-processor" successfully rolled out' ;; esac`,
  );
  project.standIn('curl', 'echo "curl $*" >> "$CALLS"; echo OK');
  project.standIn('psql', 'echo "psql $*" >> "$CALLS"');
  return project;
}

const beforeTheStart: Answers = [
  ['Access to Kubernetes cluster', 'y'],
  ['Access to container registry', 'y'],
  ['Database admin credentials', 'y'],
  ['Previous version identifier', 'y'],
  ['the clock starts when you start', 'r'],
];
const firstSteps: Answers = [
  ['rollout history', 'r'],
  ['3 options', '1'],
  [/WRITE \(assumed\)[\s\S]*rollout undo deployment\/payment-processor -n production\n/, 'r'],
  ['rollout status', 'r'],
];
const noMigration: Answers = [['Only if migration ran in current deployment', 'n']];
const sameConfiguration: Answers = [['If configuration changed', 'n']];
const verification: Answers = [
  ['kubectl get pods', 'r'],
  ['Is the result as it should be?', 'y'],
  ['Error rate back to normal?', 'y'],
  ['Response time back to normal?', 'y'],
  ['Request throughput stable?', 'y'],
];
const criteria = ['y', 'y', 'y', 'y', 'y'];

/** One key for each criterion, in order. */
function verdicts(pressed: readonly string[]): Answers {
  return pressed.map((key, index) => [` >  ${index + 1}  `, key]);
}

const upToVerification = [
  'kubectl rollout history deployment/payment-processor -n production',
  'kubectl rollout undo deployment/payment-processor -n production',
  'kubectl rollout status deployment/payment-processor -n production --timeout=2m',
];
const verificationCalls = [
  'kubectl get pods -n production -l app=payment-processor',
  'curl https://payment-processor.example.com/health',
  'kubectl logs -n production -l app=payment-processor --tail=50',
];

describe.concurrent('the runbook that started it all, in a terminal', () => {
  test('runs to its end by keys when no migration ran, and runs exactly the commands that were shown', async () => {
    using project = seedProject();
    await using run = startInTerminal(project, ['run', file]);
    await answer(run, [...beforeTheStart, ...firstSteps, ...noMigration, ...sameConfiguration, ...verification]);
    await answer(run, verdicts(criteria));
    expect({ code: await run.exitCode, end: endOf(project), steps: stepsOf(project), calls: project.calls() }).toEqual({
      code: 0,
      end: ['succeeded, exit code 0'],
      steps: [
        'identify-previous-version: succeeded',
        'roll-back-application: succeeded',
        'roll-back-database-migration: skipped-condition (answer: no)',
        'roll-back-configuration: skipped-condition (answer: no)',
        'verify-rollback: succeeded',
      ],
      calls: [...upToVerification, ...verificationCalls],
    });
    expect(run.text()).toMatch(/^== payment-processor: SUCCEEDED =+$/m);
    expect(run.text()).toMatch(/Success Criteria {18}5 of 5 met {2}5 by \S+$/m);
    expect(run.text()).toContain('[ ] Notify team in incident channel');
  });

  test('asks which way the configuration comes back, and does only that', async () => {
    using project = seedProject();
    await using run = startInTerminal(project, ['run', file]);
    await answer(run, [...beforeTheStart, ...firstSteps, ...noMigration]);
    await answer(run, [
      ['If configuration changed', 'y'],
      ['2 options', '2'],
      ['config/payment-processor-config-v1.1.0.yaml', 'r'],
      ['rollout restart', 'r'],
      ...verification,
      ...verdicts(criteria),
    ]);
    expect({ code: await run.exitCode, calls: project.calls() }).toEqual({
      code: 0,
      calls: [
        ...upToVerification,
        'kubectl apply -f config/payment-processor-config-v1.1.0.yaml',
        'kubectl rollout restart deployment/payment-processor -n production',
        ...verificationCalls,
      ],
    });
  });

  test.each([
    ['not met', 'n', 'failed', 'Error rate < 1%: NOT MET'],
    ['a thing that nobody can tell', 's', 'unverified', 'Error rate < 1%: open'],
  ])('with a criterion that is $0 ends as $2', async (_words, key, outcome, reason) => {
    using project = seedProject();
    await using run = startInTerminal(project, ['run', file]);
    await answer(run, [...beforeTheStart, ...firstSteps, ...noMigration, ...sameConfiguration, ...verification]);
    const asked = verdicts(['y', 'y', key, 'y', 'y']);
    await answer(run, asked.slice(0, 3));
    if (key === 'n')
      await answer(run, [
        ['NOT MET: Error rate < 1%', 'q'],
        ['what has failed is recorded as failed', 'q'],
      ]);
    await answer(run, asked.slice(3));
    expect({ code: await run.exitCode, end: endOf(project) }).toEqual({
      code: 1,
      end: [`${outcome}, exit code 1`, reason],
    });
    expect(run.text()).toMatch(new RegExp(`^!! payment-processor: ${outcome.toUpperCase()} !+$`, 'm'));
    expect(run.text()).toContain(` ${reason}`);
  });

  test('with a step skipped for a reason ends as unverified', async () => {
    using project = seedProject();
    await using run = startInTerminal(project, ['run', file]);
    await answer(run, [...beforeTheStart, ...firstSteps, ...noMigration, ...sameConfiguration]);
    await answer(run, [['kubectl get pods', 's'], ['Why?', '3'], ...verification.slice(2), ...verdicts(criteria)]);
    expect({ code: await run.exitCode, end: endOf(project), calls: project.calls() }).toEqual({
      code: 1,
      end: ['unverified, exit code 1', 'Verify Rollback: skipped, doing it another way'],
      calls: upToVerification,
    });
  });

  test('with a migration that nobody can rule out runs nothing against the database and ends as unverified', async () => {
    using project = seedProject();
    await using run = startInTerminal(project, ['run', file]);
    await answer(run, [...beforeTheStart, ...firstSteps, ['Only if migration ran', 's'], ...sameConfiguration]);
    await answer(run, [...verification, ...verdicts(criteria)]);
    expect({ code: await run.exitCode, end: endOf(project), calls: project.calls() }).toEqual({
      code: 1,
      end: ['unverified, exit code 1', 'Roll Back Database Migration: skipped, cannot tell'],
      calls: [...upToVerification, ...verificationCalls],
    });
  });

  test('with a prerequisite that is not met does not start', async () => {
    using project = seedProject();
    await using run = startInTerminal(project, ['run', file]);
    await answer(run, [
      ['Access to Kubernetes cluster', 'y'],
      ['Access to container registry', 'n'],
    ]);
    expect({ code: await run.exitCode, calls: project.calls(), runs: project.runNames() }).toEqual({
      code: 2,
      calls: [],
      runs: [],
    });
    expect(run.text()).toContain('prerequisite NOT MET: Access to container registry');
  });
});
