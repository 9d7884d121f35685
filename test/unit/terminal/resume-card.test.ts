import { describe, expect, test } from 'vitest';
import { placeAt } from '../../../src/diagnostics/place.ts';
import type { EventBody } from '../../../src/events/event.ts';
import { foldRun } from '../../../src/events/fold-run.ts';
import type { Question } from '../../../src/runner/question.ts';
import { unknownQuestions } from '../../../src/runner/unknown-questions.ts';
import { createValues } from '../../../src/runner/values.ts';
import type { CardView } from '../../../src/terminal/card.ts';
import { fitRow } from '../../../src/terminal/fit-row.ts';
import { keyRowsOf, keysOf } from '../../../src/terminal/keys.ts';
import { resumeCard } from '../../../src/terminal/resume-card.ts';
import { fence, runbookText } from '../../cli/runbook-text.ts';
import { eventsOf } from '../events/story.ts';
import { planOf } from '../runner/machine.ts';

const rolledBack = [
  fence('bash {effect=write}', 'kubectl rollout undo deployment/payment-processor'),
  fence('bash {effect=read id=wait-ready}', 'kubectl rollout status deployment/payment-processor'),
];
const checks = [
  fence('bash {check="" effect=read id=image}', 'kubectl get pods'),
  fence('bash {check="" effect=read id=rollout}', 'kubectl rollout status'),
];

function planWith(steps: Readonly<Record<string, string>>) {
  const text = runbookText(steps, { front: 'inputs: { db_password: { type: secret } }' });
  const plan = planOf(text.replace('# Deploy', '# payment-processor'));
  const environment = { name: 'production', vars: {}, place: placeAt(1) };
  return { ...plan, environment };
}

const steps = {
  'Identify Previous Version (20 seconds)': fence('bash {effect=read}', 'identify'),
  'Roll Back Configuration (30 seconds)': fence('bash {effect=write}', 'configure'),
  'Roll Back Application (2 minutes)': [...rolledBack, ...checks].join(''),
  'Roll Back Database Migration (1 minute)': fence('bash {effect=write}', 'migrate "$DB_PASSWORD"'),
  'Verify Rollback (1 minute)': fence('bash {effect=read}', 'verify'),
};

const started: EventBody = {
  type: 'run-started',
  run: '1123-0314',
  runbook: { path: 'a.md', name: 'payment-processor', title: 'a', digest: '' },
  drill: false,
  environment: 'production',
  responder: { user: 'mira', host: 'bastion-2', pid: 1 },
  version: '0.1.0',
  attended: true,
  steps: [
    ['identify-previous-version', 'Identify Previous Version', 20_000],
    ['roll-back-configuration', 'Roll Back Configuration', 30_000],
    ['roll-back-application', 'Roll Back Application', 120_000],
    ['roll-back-database-migration', 'Roll Back Database Migration', 60_000],
    ['verify-rollback', 'Verify Rollback', 60_000],
  ].map(([id, title, upperMs]) => ({
    id: String(id),
    title: String(title),
    budget: { lowerMs: Number(upperMs), upperMs: Number(upperMs) },
  })),
  criteria: [],
  followUps: [],
  inputs: { db_password: '[secret]' },
};

const stepStarted = (step: string): EventBody => ({ type: 'step-started', step });
const stepEnded = (
  step: string,
  outcome: 'succeeded' | 'skipped-condition',
  elapsedMs: number,
  detail?: string,
): EventBody => ({
  type: 'step-ended',
  ...{ step, outcome, elapsedMs, detail },
});
const intended = (action: string, effect: 'read' | 'write'): EventBody => ({
  type: 'action-intended',
  ...{ action, attempt: 1, kind: 'shell', effect, command: '', line: 1 },
});
const ended = (
  action: string,
  outcome: 'succeeded' | 'failed' | 'unknown',
  tail: string[] = [],
  message?: string,
): EventBody => ({
  type: 'action-ended',
  ...{ action, attempt: 1, outcome, message, elapsedMs: 0, tail, outputs: {} },
});

const target = {
  kind: 'kubernetes',
  server: 'https://api.pay-prod.example.com:6443',
  namespace: 'production',
} as const;
const before: readonly (readonly [number, EventBody])[] = [
  [0, started],
  [100, stepStarted('identify-previous-version')],
  [6_100, stepEnded('identify-previous-version', 'succeeded', 6_000)],
  [6_100, stepStarted('roll-back-configuration')],
  [16_000, stepEnded('roll-back-configuration', 'skipped-condition', 10_000, 'answer: not changed')],
  [16_000, stepStarted('roll-back-application')],
  [23_000, intended('roll-back-application.1', 'write')],
  [25_000, ended('roll-back-application.1', 'succeeded')],
  [25_000, intended('roll-back-application.wait-ready', 'write')],
];
const lastSign = { at: '2026-11-23T03:15:06.000Z', monoMs: 57_000 };
const output = [
  'Waiting for deployment "payment-processor" rollout to finish: 2 out of 3 new replicas have been updated...',
];
const resumed: readonly (readonly [number, EventBody])[] = [
  [449_000, { type: 'run-resumed', user: 'jonas', host: 'bastion-3', pid: 2, lastSign }],
  [449_000, { type: 'target-proved', target, of: 'cluster', outcome: 'proved' }],
  [449_000, ended('roll-back-application.wait-ready', 'unknown', output)],
];

function viewOf(events: readonly (readonly [number, EventBody])[], text = steps): CardView {
  const plan = planWith(text);
  // As a write, so that it is not simply run again.
  const dispositions = new Map(plan.dispositions);
  const waiting = dispositions.get('roll-back-application.wait-ready');
  if (waiting?.may === 'run') dispositions.set('roll-back-application.wait-ready', { ...waiting, effect: 'write' });
  const values = createValues();
  values.withheld.add('db_password');
  const facts = {
    stopped: 'killed, or the machine went down.',
    same: ['runbook file', 'inputs', 'directory', 'variables'],
  };
  return {
    plan: { ...plan, dispositions },
    state: foldRun(eventsOf(events)),
    values,
    elapsedMs: () => 451_000,
    columns: 80,
    resumed: { ...facts, lost: [], difference: [] },
  };
}

function rowsOf(view: CardView, question?: Question & { kind: 'unknown' | 'running' }): readonly string[] {
  const { rule, blocks } = resumeCard(view, question);
  return [rule, ...blocks.flatMap(({ rows }) => rows).flatMap((row) => fitRow(row))];
}

function cardOf(view: CardView): readonly string[] {
  const [question] = unknownQuestions(view.plan, view.state, createValues(), 'looked');
  const keys = question && keysOf(question, view);
  if (question === undefined || keys === undefined) throw new Error('nothing is unknown');
  return [...rowsOf(view, question), ...keyRowsOf(keys, 80)];
}

describe('the screen on which a run goes on', () => {
  test('says what happened, what is known, what was looked at again, and what was brought back', () => {
    const looked: readonly (readonly [number, EventBody])[] = [
      [450_000, ended('roll-back-application.image', 'succeeded', ['3 of 3 pods run v1.1.0'])],
      [450_500, ended('roll-back-application.rollout', 'succeeded', ['successfully rolled out'])],
    ];
    expect(cardOf(viewOf([...before, ...resumed, ...looked]))).toEqual([
      '!! payment-processor: RESUME run 1123-0314 !!!!!!!!!!!!!!!!!!!!!!! PRODUCTION !!',
      ' Started 03:14:09Z by mira on bastion-2. Last sign of life 03:15:06Z, in step 3:',
      ' killed, or the machine went down. Its command is not running any more.',
      '',
      ' 1/5 Identify Previous Version     succeeded   0:06 of 0:20',
      ' 2/5 Roll Back Configuration       skipped     0:10, answer: not changed',
      ' 3/5 Roll Back Application         UNKNOWN     0:41 of 2:00 seen',
      '       1                           succeeded   03:14:34Z',
      '       wait-ready                  UNKNOWN     began 03:14:34Z, no result',
      ' | Waiting for deployment "payment-processor" rollout to finish: 2 out of 3 new',
      ' :   replicas have been updated...',
      '     looked again now, by reads only:',
      '       check image                 met         3 of 3 pods run v1.1.0',
      '       check rollout               met         successfully rolled out',
      '',
      ' same      runbook file, target (proved 03:21:38Z), inputs, directory, variables',
      ' asked     db_password, because secrets are never kept; when step 4 needs it',
      ' [y] count step 3 as succeeded: both checks are met   [r] run wait-ready again',
      ' [h] by hand',
    ]);
  });

  test('does not offer to count it when a check is not met', () => {
    const looked: readonly (readonly [number, EventBody])[] = [
      [450_000, ended('roll-back-application.image', 'failed', [], 'exit code 1')],
      [450_500, ended('roll-back-application.rollout', 'succeeded')],
    ];
    const card = cardOf(viewOf([...before, ...resumed, ...looked]));
    expect(card).toContain('       check image                 NOT MET     exit code 1');
    expect(card.at(-1)).toBe(' [r] run wait-ready again   [h] by hand');
  });

  test('says that there is nothing to look with where the step has no check', () => {
    const bare = { ...steps, 'Roll Back Application (2 minutes)': rolledBack.join('') };
    const card = cardOf(viewOf([...before, ...resumed], bare));
    expect(card).toContain(' looked again: nothing to look with; the step has no check');
    expect(card.at(-1)).toBe(' [r] run wait-ready again   [h] by hand');
  });

  test('names a command that still runs', () => {
    const running = resumed.slice(0, 2);
    const view = viewOf([...before, ...running]);
    const question = {
      kind: 'running',
      ...{ id: 'x.running', text: '', place: placeAt(1), address: 'roll-back-application.wait-ready', pids: [4711] },
      since: '2026-11-23T03:14:34.000Z',
    } as const;
    const card = rowsOf(view, question);
    expect(card).toContain(' STILL RUNNING  pid 4711, since 03:14:34Z');
    expect(card).toContain('       wait-ready                  running     began 03:14:34Z');
    expect(card.join('\n')).not.toContain('not running any more');
  });

  test('says what was lost and what was changed', () => {
    const view = viewOf([...before, ...resumed]);
    const { resumed: facts } = view;
    if (facts === undefined) throw new Error('no facts');
    const changed = 'runbook file, 3 lines in step 4';
    const lost = ['variable REVISION: sealed with a key that was only in the memory of the machine, and that is gone'];
    const now = { ...facts, changed, lost, same: ['inputs'], difference: ['   1 - a'] };
    const card = rowsOf({ ...view, resumed: now });
    expect(card.slice(-6)).toEqual([
      '',
      ' CHANGED   runbook file, 3 lines in step 4; [d] shows them',
      ' same      inputs, target (proved 03:21:38Z)',
      ' asked     db_password, because secrets are never kept; when step 4 needs it',
      ' LOST      variable REVISION: sealed with a key that was only in the memory of',
      '           the machine, and that is gone',
    ]);
  });
});
