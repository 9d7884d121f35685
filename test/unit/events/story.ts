import type { EventBody, RunEvent } from '../../../src/events/event.ts';

/** Events in the envelope of a journal that began 2026-11-23 03:14:09Z; each body with the run's clock in milliseconds. */
export function eventsOf(entries: readonly (readonly [number, EventBody])[]): RunEvent[] {
  const beganMs = Date.parse('2026-11-23T03:14:09.000Z');
  return entries.map(([monoMs, body], seq) => ({
    v: 1,
    seq,
    at: new Date(beganMs + monoMs).toISOString(),
    monoMs,
    prev: String(seq),
    ...body,
  }));
}

export const runStarted = {
  type: 'run-started',
  run: '20261123-031409-payment-processor',
  runbook: {
    path: 'rollback/payment-processor.md',
    name: 'payment-processor',
    title: 'ROLLBACK',
    digest: 'ab'.repeat(32),
  },
  drill: false,
  environment: 'production',
  responder: { user: 'mira', host: 'bastion-2', pid: 4711 },
  version: '0.1.0',
  attended: true,
  budget: { lowerMs: 300_000, upperMs: 300_000 },
  steps: [
    { id: 'identify', title: 'Identify Previous Version', budget: { lowerMs: 20_000, upperMs: 20_000 } },
    { id: 'roll-back', title: 'Roll Back Application', budget: { lowerMs: 60_000, upperMs: 120_000 } },
    { id: 'verify', title: 'Verify Rollback' },
  ],
  criteria: [
    { id: 'criteria.healthy', text: 'All pods running and healthy' },
    { id: 'criteria.errors', text: 'Error rate < 1%' },
  ],
  followUps: ['Notify team in incident channel', 'Create post-mortem ticket'],
  inputs: { version: 'v1.1.0' },
} as const satisfies EventBody;

/** A run with a decision, a failure and its second attempt, an output that holds a fence, and an open criterion. */
/** Said of a suspension that outlives the run. */
export const debtOfArgo = "Argo CD's application argocd/pay is suspended (by mira, 03:15:30Z)";

export const story: RunEvent[] = eventsOf([
  [
    0,
    {
      ...runStarted,
      steps: [...runStarted.steps],
      criteria: [...runStarted.criteria],
      followUps: [...runStarted.followUps],
    },
  ],
  [
    500,
    {
      type: 'target-proved',
      target: { kind: 'kubernetes', server: 'https://api.example.com:6443', namespace: 'production' },
      outcome: 'proved',
    },
  ],
  [1_000, { type: 'step-started', step: 'identify' }],
  [
    1_100,
    {
      type: 'action-intended',
      action: 'identify.history',
      attempt: 1,
      kind: 'shell',
      effect: 'read',
      command: 'kubectl rollout history deployment/payment-processor',
      line: 31,
    },
  ],
  [1_200, { type: 'action-started', action: 'identify.history', pid: 99 }],
  [
    6_000,
    {
      type: 'action-ended',
      action: 'identify.history',
      attempt: 1,
      outcome: 'succeeded',
      exitCode: 0,
      elapsedMs: 4_800,
      log: { file: 'identify.history.1.log', bytes: 12, digest: 'cd'.repeat(32) },
      tail: ['REVISION', '41'],
      outputs: { revision: '41' },
    },
  ],
  [6_100, { type: 'step-ended', step: 'identify', outcome: 'succeeded', elapsedMs: 5_100, verdict: 'within' }],
  [7_000, { type: 'step-started', step: 'roll-back' }],
  [
    9_000,
    {
      type: 'option-chosen',
      choice: 'roll-back',
      option: 'A',
      title: 'The chosen revision',
      by: 'responder',
      user: 'mira',
    },
  ],
  [
    12_000,
    {
      type: 'question-answered',
      question: 'roll-back.run',
      kind: 'run',
      text: 'WRITE to production',
      answer: 'run',
      by: 'responder',
      user: 'mira',
      reason: 'v1.1.1 is broken',
      covers: ['roll-back.undo', 'roll-back.wait'],
    },
  ],
  [
    12_100,
    {
      type: 'action-intended',
      action: 'roll-back.undo',
      attempt: 1,
      kind: 'shell',
      effect: 'write',
      command: 'kubectl rollout undo deployment/payment-processor\necho done',
      line: 47,
    },
  ],
  [
    15_000,
    {
      type: 'action-ended',
      action: 'roll-back.undo',
      attempt: 1,
      outcome: 'failed',
      exitCode: 1,
      message: 'exit code 1 at line 47',
      elapsedMs: 2_900,
      tail: ['```', 'error: conflict'],
      outputs: {},
    },
  ],
  [
    16_000,
    {
      type: 'action-intended',
      action: 'roll-back.undo',
      attempt: 2,
      kind: 'shell',
      effect: 'write',
      command: 'kubectl rollout undo deployment/payment-processor',
      line: 47,
    },
  ],
  [
    20_000,
    {
      type: 'action-ended',
      action: 'roll-back.undo',
      attempt: 2,
      outcome: 'succeeded',
      exitCode: 0,
      elapsedMs: 4_000,
      tail: [],
      outputs: { revision: '42' },
    },
  ],
  [127_000, { type: 'budget-passed', of: 'roll-back', budgetMs: 120_000 }],
  [130_000, { type: 'step-ended', step: 'roll-back', outcome: 'succeeded', elapsedMs: 123_000, verdict: 'over' }],
  [130_100, { type: 'step-ended', step: 'verify', outcome: 'skipped', detail: 'not needed', elapsedMs: 0 }],
  [
    140_000,
    { type: 'check-ended', criterion: 'criteria.healthy', verdict: 'met', by: 'check', detail: '3 of 3 ready' },
  ],
  [150_000, { type: 'note', level: 'look', text: 'Argo CD is still paused' }],
  [150_500, { type: 'debt-owed', debt: 'application-pay', text: debtOfArgo }],
  [150_600, { type: 'debt-owed', debt: 'kustomization-apps', text: 'Flux waits (by mira, 03:16:00Z)' }],
  [150_700, { type: 'debt-settled', debt: 'kustomization-apps' }],
  [
    191_000,
    {
      type: 'run-ended',
      outcome: 'unverified',
      exitCode: 1,
      elapsedMs: 191_000,
      verdict: 'within',
      reasons: ['criterion "Error rate < 1%" is open'],
    },
  ],
]);
