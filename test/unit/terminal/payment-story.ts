import type { EventBody } from '../../../src/events/event.ts';
import { applyEvent, emptyRun } from '../../../src/events/fold-run.ts';
import type { RunState } from '../../../src/events/run-state.ts';
import type { PromptView } from '../../../src/runner/prompter.ts';
import type { RunPlan } from '../../../src/runner/run-plan.ts';
import { createValues } from '../../../src/runner/values.ts';
import { planOf } from '../runner/machine.ts';

const text = `---
runbook:
  budget: 5m
  inputs: { revision: { type: string } }
  environments:
    production: { vars: {} }
---

# ROLLBACK RUNBOOK: payment-processor

**Purpose**: Restore previous working version within 5 minutes
**When to use**: Deployment failures, critical bugs, performance degradation

## Rollback Steps

### Step 1: Identify Previous Version (20 seconds)

\`\`\`bash {effect=read}
kubectl rollout history deployment/payment-processor -n production
\`\`\`

### Step 2: Roll Back Configuration (30 seconds)

Only if configuration changed

\`\`\`bash {effect=write}
kubectl apply -f config/payment-processor.yaml -n production
\`\`\`

### Step 3: Roll Back Application (2 minutes)

Brings back the pods of the last version that worked. The database is not
touched here.

\`\`\`bash {effect=write option="A: Roll back to the chosen revision (FASTEST)"}
kubectl rollout undo deployment/payment-processor -n production --to-revision=$REVISION
\`\`\`

\`\`\`bash {effect=write option="B: Roll back to the one before (if step 1 found none)"}
kubectl rollout undo deployment/payment-processor -n production
\`\`\`

\`\`\`bash {#wait-ready effect=read timeout=4m expect='deployment "payment-processor" successfully rolled out'}
kubectl rollout status deployment/payment-processor -n production --timeout=4m
\`\`\`

\`\`\`bash {undo effect=write}
kubectl rollout undo deployment/payment-processor -n production --to-revision=42
\`\`\`

**If over budget:** Tell #platform-team. Do not begin step 4 before all pods are ready.

### Step 4: Roll Back Database Migration (1 minute)

**CRITICAL**: Only if migration ran in current deployment

\`\`\`sql {effect=destructive}
ALTER TABLE payments DROP COLUMN refund_reason;
\`\`\`

### Step 5: Verify Rollback (1 minute)

\`\`\`bash {effect=read}
curl --fail https://payment-processor.example.com/health
\`\`\`

\`\`\`bash {check="All pods running and healthy" effect=read id=pods}
kubectl get pods
\`\`\`

## Success Criteria

- [ ] All pods running and healthy
- [ ] Error rate < 1%

## Troubleshooting

**Pod stuck in CrashLoopBackOff:**
- Check logs: \`kubectl logs -n production <pod-name>\`
- Check events: \`kubectl describe pod -n production <pod-name>\`

**Health check still failing:**
- Look again

## Post-Rollback Actions

- [ ] Notify team in incident channel
- [ ] Create post-mortem ticket
`;

export const plan: RunPlan = withEnvironment(planOf(text));
export const values = createValues();
values.byName.set('revision', '41');

function withEnvironment(found: RunPlan): RunPlan {
  return { ...found, environment: found.runbook.environments[0] };
}

export type Line = readonly [atMs: number, body: EventBody];

/** 03:14:09Z is the start; the stamps of the events follow from their times. */
export function stateOf(lines: readonly Line[]): RunState {
  const state = emptyRun();
  lines.forEach(([monoMs, body], seq) => {
    const at = new Date(Date.parse('2026-11-23T03:14:09Z') + monoMs).toISOString();
    applyEvent(state, { v: 1, seq, at, monoMs, prev: '', ...body });
  });
  return state;
}

const budgetOf = (id: string) => {
  const found = plan.runbook.steps.find((step) => step.id === id)?.budget;
  return found && { lowerMs: found.lowerMs, upperMs: found.upperMs };
};

export const target = {
  kind: 'kubernetes',
  server: 'https://api.pay-prod.example.com:6443',
  namespace: 'production',
} as const;

export const begun: readonly Line[] = [
  [
    0,
    {
      type: 'run-started',
      run: '1123-0314',
      runbook: {
        path: 'rollback/payment-processor.md',
        name: 'payment-processor',
        title: 'payment-processor',
        digest: '',
      },
      drill: false,
      environment: 'production',
      responder: { user: 'mira', host: 'bastion-2', pid: 1 },
      version: '0.1.0',
      attended: true,
      budget: { lowerMs: 300_000, upperMs: 300_000 },
      steps: plan.runbook.steps.map(({ id, title }) => ({ id, title, budget: budgetOf(id) })),
      criteria: plan.runbook.criteria.map(({ id, text: words }) => ({ id, text: words })),
      followUps: plan.runbook.followUps.map(({ text: words }) => words),
      inputs: {},
    },
  ],
  [0, { type: 'target-proved', target, outcome: 'proved' }],
  [0, { type: 'step-started', step: 'identify-previous-version' }],
  [
    6_000,
    {
      type: 'step-ended',
      step: 'identify-previous-version',
      outcome: 'succeeded',
      elapsedMs: 6_000,
      verdict: 'within',
    },
  ],
  [6_000, { type: 'step-started', step: 'roll-back-configuration' }],
  [
    16_000,
    {
      ...{ type: 'step-ended', step: 'roll-back-configuration', outcome: 'skipped-condition' },
      ...{ detail: 'answer: not changed', elapsedMs: 10_000, verdict: 'within' },
    } as EventBody,
  ],
  [16_000, { type: 'step-started', step: 'roll-back-application' }],
  [
    17_000,
    {
      ...{
        type: 'option-chosen',
        choice: choiceId(),
        option: 'A',
        title: 'Roll back to the chosen revision (FASTEST)',
      },
      by: 'responder',
    } as EventBody,
  ],
  [19_000, { type: 'target-proved', target, outcome: 'proved', before: 'roll-back-application.1' }],
];

function choiceId(): string {
  const step = plan.runbook.steps.find(({ id }) => id === 'roll-back-application');
  const found = step?.body.find((node) => node.node === 'choice');
  if (found?.node !== 'choice') throw new Error('no choice');
  return found.id;
}

export const undoIntended: EventBody = {
  ...{ type: 'action-intended', action: 'roll-back-application.1', attempt: 1, kind: 'shell', effect: 'write' },
  ...{ command: '', line: 40 },
} as EventBody;
export const undoEnded: EventBody = {
  ...{ type: 'action-ended', action: 'roll-back-application.1', attempt: 1, outcome: 'succeeded', exitCode: 0 },
  ...{ elapsedMs: 1_000, tail: [], outputs: {} },
} as EventBody;
export const covered: EventBody = {
  ...{ type: 'question-answered', question: 'roll-back-application.1', kind: 'run', text: '', answer: 'run' },
  ...{ by: 'responder', user: 'mira', covers: ['roll-back-application.1', 'roll-back-application.wait-ready'] },
} as EventBody;
const waitIntended = {
  ...undoIntended,
  action: 'roll-back-application.wait-ready',
  effect: 'read',
} as EventBody;

export function viewAt(lines: readonly Line[], elapsedMs: number): PromptView {
  return { plan, state: stateOf(lines), values, elapsedMs: () => elapsedMs };
}

const stepEnded = (step: string, outcome: 'succeeded' | 'skipped-condition', elapsedMs: number, detail?: string) =>
  ({ type: 'step-ended', step, outcome, elapsedMs, verdict: 'within', detail }) as const;

/** The application is back, and it is asked whether a migration ran. */
export const atMigration: readonly Line[] = [
  ...begun,
  [112_000, stepEnded('roll-back-application', 'succeeded', 96_000)],
  [112_000, { type: 'step-started', step: 'roll-back-database-migration' }],
];

/** Somebody has said that one ran. */
export const atRevert: readonly Line[] = [
  ...atMigration,
  [
    118_000,
    {
      ...({ type: 'question-answered', question: 'roll-back-database-migration', kind: 'guard' } as const),
      ...({
        text: 'Only if migration ran in current deployment',
        answer: 'yes',
        by: 'responder',
        user: 'mira',
      } as const),
    },
  ],
];

const [podsRun, fewErrors] = plan.runbook.criteria.map(({ id }) => id);
const pods = { action: 'verify-rollback.pods', attempt: 1 } as const;

/** All steps have ended, and one criterion is left to a person. */
export const atCriteria: readonly Line[] = [
  ...atMigration,
  [123_000, stepEnded('roll-back-database-migration', 'skipped-condition', 11_000, 'answer: none ran')],
  [123_000, { type: 'step-started', step: 'verify-rollback' }],
  [164_000, stepEnded('verify-rollback', 'succeeded', 41_000)],
  [164_000, { type: 'action-intended', ...pods, kind: 'shell', effect: 'read', command: '', line: 1 }],
  [
    165_000,
    {
      ...({ type: 'action-ended', ...pods, outcome: 'succeeded', exitCode: 0 } as const),
      ...{ elapsedMs: 1_000, tail: ['3 of 3 ready'], outputs: {} },
    },
  ],
  [165_000, { type: 'check-ended', criterion: podsRun ?? '', verdict: 'met', by: 'check', action: pods.action }],
];

export const finished: readonly Line[] = [
  ...atCriteria,
  [190_000, { type: 'check-ended', criterion: fewErrors ?? '', verdict: 'met', by: 'responder', user: 'mira' }],
  [
    191_000,
    { type: 'run-ended', outcome: 'succeeded', exitCode: 0, elapsedMs: 191_000, verdict: 'within', reasons: [] },
  ],
];

/** What stands in the scrollback above the third step. */
export const record = [
  ' 1/5 Identify Previous Version     succeeded   0:06 of 0:20',
  ' 2/5 Roll Back Configuration       skipped     0:10, answer: not changed',
];
export const rolledBack = [
  'deployment.apps/payment-processor rolled back',
  'Waiting for deployment "payment-processor" rollout to finish: 0 out of 3 new replicas have been updated...',
];

/** The write is done, and the read after it runs. */
export const waitingLines: readonly Line[] = [
  ...begun,
  [24_000, covered],
  [24_000, undoIntended],
  [25_000, undoEnded],
  [25_000, waitIntended],
];

const failedTail = [
  'Waiting for deployment',
  'payment-processor-5d8f7c9b6-2xkqv   0/1   CrashLoopBackOff   3 (9s ago)   96s',
];

export const failedLines: readonly Line[] = [
  ...waitingLines,
  [
    115_000,
    {
      ...({ type: 'action-ended', action: 'roll-back-application.wait-ready', attempt: 1, outcome: 'failed' } as const),
      ...{ exitCode: 1, message: 'exit code 1', line: 52, elapsedMs: 93_000, tail: failedTail, outputs: {} },
    },
  ],
];
