import xterm from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import type { EventBody } from '../../../src/events/event.ts';
import { applyEvent, emptyRun } from '../../../src/events/fold-run.ts';
import type { RunState } from '../../../src/events/run-state.ts';
import { actionsOf } from '../../../src/runbook/actions-of.ts';
import { nextCommand } from '../../../src/runner/next-command.ts';
import type { PromptView } from '../../../src/runner/prompter.ts';
import type { Question } from '../../../src/runner/question.ts';
import type { RunPlan } from '../../../src/runner/run-plan.ts';
import { createValues } from '../../../src/runner/values.ts';
import { cardOf } from '../../../src/terminal/cards.ts';
import { createChildOutput } from '../../../src/terminal/child-output.ts';
import { framing } from '../../../src/terminal/frame.ts';
import { keyRows } from '../../../src/terminal/key-rows.ts';
import { keyRowsOf, keysOf, leaveKeys } from '../../../src/terminal/keys.ts';
import { leaveCard } from '../../../src/terminal/leave-card.ts';
import { paint } from '../../../src/terminal/paint.ts';
import { runningCard } from '../../../src/terminal/running-card.ts';
import { stepLine } from '../../../src/terminal/step-line.ts';
import { planOf } from '../runner/machine.ts';

const text = `---
runbook:
  budget: 5m
  inputs: { revision: { type: string } }
  environments:
    production: { vars: {} }
---

# ROLLBACK RUNBOOK: payment-processor

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

## Success Criteria

- [ ] All pods running and healthy
- [ ] Error rate < 1%

## Troubleshooting

**Pod stuck in CrashLoopBackOff:**
- Check logs: \`kubectl logs -n production <pod-name>\`
- Check events: \`kubectl describe pod -n production <pod-name>\`

**Health check still failing:**
- Look again
`;

const plan: RunPlan = withEnvironment(planOf(text));
const values = createValues();
values.byName.set('revision', '41');

function withEnvironment(found: RunPlan): RunPlan {
  return { ...found, environment: found.runbook.environments[0] };
}

type Line = readonly [atMs: number, body: EventBody];

/** 03:14:09Z is the start; the stamps of the events follow from their times. */
function stateOf(lines: readonly Line[]): RunState {
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

const target = {
  kind: 'kubernetes',
  server: 'https://api.pay-prod.example.com:6443',
  namespace: 'production',
} as const;

const begun: readonly Line[] = [
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
      followUps: [],
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

const undoIntended: EventBody = {
  ...{ type: 'action-intended', action: 'roll-back-application.1', attempt: 1, kind: 'shell', effect: 'write' },
  ...{ command: '', line: 40 },
} as EventBody;
const undoEnded: EventBody = {
  ...{ type: 'action-ended', action: 'roll-back-application.1', attempt: 1, outcome: 'succeeded', exitCode: 0 },
  ...{ elapsedMs: 1_000, tail: [], outputs: {} },
} as EventBody;
const covered: EventBody = {
  ...{ type: 'question-answered', question: 'roll-back-application.1', kind: 'run', text: '', answer: 'run' },
  ...{ by: 'responder', user: 'mira', covers: ['roll-back-application.1', 'roll-back-application.wait-ready'] },
} as EventBody;
const waitIntended = { ...undoIntended, action: 'roll-back-application.wait-ready', effect: 'read' } as EventBody;

function viewAt(lines: readonly Line[], elapsedMs: number): PromptView {
  return { plan, state: stateOf(lines), values, elapsedMs: () => elapsedMs };
}

/** What a terminal shows of it: the record of finished steps above, the card below. */
async function screenOf(rows: readonly string[], view: PromptView, size: { columns: number; rows: number }) {
  const terminal = new xterm.Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true });
  const ids = plan.graph.order;
  const record = [...view.state.steps.values()].flatMap((step) =>
    step.status === 'ended' ? [stepLine(`${ids.indexOf(step.id) + 1}/${ids.length}`, step, view.state)] : [],
  );
  await new Promise<void>((resolve) =>
    terminal.write(`${record.map((row) => `${row}\r\n`).join('')}${paint([], rows)}`, resolve),
  );
  const { active } = terminal.buffer;
  const shown = Array.from({ length: size.rows }, (_, row) =>
    (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
  );
  return shown.slice(0, shown.findLastIndex((row) => row !== '') + 1);
}

const sizeOf = (columns: number, rows: number) => ({ columns: Math.min(100, columns), terminalColumns: columns, rows });

function questionNow(view: PromptView): Question {
  const command = nextCommand(plan, view.state, values);
  if (command.do !== 'ask') throw new Error(`not a question: ${command.do}`);
  return command.question;
}

async function asked(view: PromptView, columns = 80, rows = 24): Promise<readonly string[]> {
  const question = questionNow(view);
  const keys = (width: number) => {
    const found = keysOf(question, { ...view, columns: width });
    return found === undefined ? [] : keyRowsOf(found, width);
  };
  const frame = framing((card) => cardOf(question, card), { turn: 'YOUR TURN', keys }, view);
  return screenOf(frame(sizeOf(columns, rows)).rows, view, { columns, rows });
}

async function running(view: PromptView, lines: readonly string[], keys: readonly string[], columns = 80, rows = 24) {
  let nowMs = 0;
  const output = createChildOutput(() => nowMs);
  for (const line of lines) output.push(line);
  nowMs = 4_000;
  const frame = framing(
    (card) => runningCard('roll-back-application.wait-ready', output, card),
    { turn: 'RUNNING', keys: (width) => keyRows(keys, width) },
    view,
  );
  return screenOf(frame(sizeOf(columns, rows)).rows, view, { columns, rows });
}

const record = [
  ' 1/5 Identify Previous Version     succeeded   0:06 of 0:20',
  ' 2/5 Roll Back Configuration       skipped     0:10, answer: not changed',
];
const constant = ' [d] details  [l] log  [u] undo plan  [c] contacts  [p] pause  [q] quit  [?]';
const hyphens = '-'.repeat(80);

const rolledBack = [
  'deployment.apps/payment-processor rolled back',
  'Waiting for deployment "payment-processor" rollout to finish: 0 out of 3 new replicas have been updated...',
];

describe('the screens at 80x24', () => {
  test('a step waits for the key', async () => {
    expect(await asked(viewAt(begun, 21_000))).toEqual([
      ...record,
      '-- 3/5 Roll Back Application ---------------------- budget 2:00 -- PRODUCTION --',
      ' Brings back the pods of the last version that worked. The database is not',
      ' touched here.',
      '',
      ' WRITE     cluster https://api.pay-prod.example.com:6443, namespace production',
      '           proved 03:14:28Z, the same as at the start',
      ' runs      1, WRITE; then wait-ready, read',
      '',
      '     kubectl rollout undo deployment/payment-processor -n production \\',
      '       --to-revision=41',
      '     kubectl rollout status deployment/payment-processor -n production \\',
      '       --timeout=4m',
      '',
      ' where     41 is $REVISION, an input',
      ' expect    deployment "payment-processor" successfully rolled out',
      ' undo      written in the runbook; [u] shows it',
      '',
      hyphens,
      ' YOUR TURN   run 0:21 of 5:00   step 0:05 of 2:00  by budget 4:16, 0:44 spare',
      ' [r] run   [o] option A of 2   [s] skip   [h] by hand',
      constant,
    ]);
  });

  test('a step runs', async () => {
    const view = viewAt(
      [...begun, [24_000, covered], [24_000, undoIntended], [25_000, undoEnded], [25_000, waitIntended]],
      52_000,
    );
    expect(await running(view, rolledBack, ['[x] stop the command'])).toEqual([
      ...record,
      '-- 3/5 Roll Back Application -------------- read -- budget 2:00 -- PRODUCTION --',
      '     kubectl rollout undo deployment/payment-processor -n production \\',
      '       --to-revision=41',
      '     kubectl rollout status deployment/payment-processor -n production \\',
      '       --timeout=4m',
      '',
      ' output    2 lines so far, the last 0:04 ago',
      ' | deployment.apps/payment-processor rolled back',
      ' | Waiting for deployment "payment-processor" rollout to finish: 0 out of 3 new',
      ' :   replicas have been updated...',
      '',
      ' next      4/5 Roll Back Database Migration: Only if migration ran in current',
      hyphens,
      ' RUNNING     run 0:52 of 5:00   step 0:36 of 2:00  by budget 4:16, 0:44 spare',
      ' [x] stop the command',
      constant,
    ]);
  });

  test('over budget: nothing was stopped, and what the runbook says then', async () => {
    const view = viewAt(
      [...begun, [24_000, covered], [24_000, undoIntended], [25_000, undoEnded], [25_000, waitIntended]],
      208_000,
    );
    const rows = await running(view, rolledBack, ['(no key: wait)', '[x] stop the command']);
    expect(rows.slice(2, 8)).toEqual([
      '!! 3/5 Roll Back Application !!!!!!!!!!!!!! OVER BUDGET by 1:12 !! PRODUCTION !!',
      ' Nothing was stopped. The command goes on; its timeout ends it in 0:57.',
      '',
      ' THE RUNBOOK SAYS, if over budget',
      '   Tell #platform-team. Do not begin step 4 before all pods are ready.',
      '',
    ]);
    expect(rows).toContain(' RUNNING     run 3:28 of 5:00   step 3:12 of 2:00  finish after 5:28, OVER 0:28');
  });

  test('the failure card', async () => {
    const tail = [
      'Waiting for deployment',
      'payment-processor-5d8f7c9b6-2xkqv   0/1   CrashLoopBackOff   3 (9s ago)   96s',
    ];
    const failed: EventBody = {
      ...{
        type: 'action-ended',
        action: 'roll-back-application.wait-ready',
        attempt: 1,
        outcome: 'failed',
        exitCode: 1,
      },
      ...{ message: 'exit code 1', line: 52, elapsedMs: 93_000, tail, outputs: {} },
    } as EventBody;
    const lines: readonly Line[] = [
      ...[...begun, [24_000, covered], [24_000, undoIntended], [25_000, undoEnded], [25_000, waitIntended]],
      [115_000, failed],
    ] as readonly Line[];
    expect(await asked(viewAt(lines, 117_000))).toEqual([
      ...record,
      '!! 3/5 Roll Back Application !!!!!!!!!!!!!!!!!!!!!!!!!!! FAILED !! PRODUCTION !!',
      ' failed    exit code 1 after 1:33, action wait-ready     payment-processor.md:52',
      '     kubectl rollout status deployment/payment-processor -n production \\',
      '       --timeout=4m',
      ' output    the last 2 lines',
      ' | Waiting for deployment',
      ' | payment-processor-5d8f7c9b6-2xkqv   0/1   CrashLoopBackOff   3 (9s ago)   96s',
      ' so far    1 succeeded, wait-ready failed; steps 4 and 5 have not begun',
      '',
      ' help   1  Pod stuck in CrashLoopBackOff           its word is in the output',
      '             Check logs: kubectl logs -n production <pod-name>',
      '             Check events: kubectl describe pod -n production <pod-name>',
      '        2  Health check still failing',
      '',
      hyphens,
      ' YOUR TURN   run 1:57 of 5:00   step 1:41 of 2:00  finish unknown',
      ' [1] open help 1   [o] other option   [h] by hand   [s] skip',
      ' [r] run again: finish about 5:30, OVER 0:30   [a] accept as it is, asks why',
      constant,
    ]);
  });

  test('a condition is asked', async () => {
    const lines: readonly Line[] = [
      ...begun,
      [
        112_000,
        {
          type: 'step-ended',
          step: 'roll-back-application',
          outcome: 'succeeded',
          elapsedMs: 96_000,
          verdict: 'within',
        },
      ],
      [112_000, { type: 'step-started', step: 'roll-back-database-migration' }],
    ];
    expect((await asked(viewAt(lines, 118_000))).slice(3)).toEqual([
      '-- 4/5 Roll Back Database Migration --------------- budget 1:00 -- PRODUCTION --',
      ' The runbook says',
      '   Only if migration ran in current deployment',
      '',
      ' Is it so?',
      '',
      ' Yes shows what comes next; it runs nothing. If you cannot tell, nothing is run',
      ' here, and the run ends as unverified until someone has found out.',
      hyphens,
      ' YOUR TURN   run 1:58 of 5:00   step 0:06 of 1:00  by budget 3:52, 1:08 spare',
      ' [y] yes: show what comes next   [n] no: skip it',
      ' [s] cannot tell: skip it for now',
      constant,
    ]);
  });

  test('leaving', async () => {
    const view = viewAt([...begun, [24_000, covered], [24_000, undoIntended], [25_000, undoEnded]], 140_000);
    const below = { turn: 'YOUR TURN', keys: (width: number) => keyRowsOf(leaveKeys, width), constant: false } as const;
    const frame = framing((card) => leaveCard(card), below, view);
    const rows = await screenOf(frame(sizeOf(80, 24)).rows, view, { columns: 80, rows: 24 });
    expect(rows.slice(2)).toEqual([
      '!! Leave the run? !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!! PRODUCTION !!',
      ' Nothing is running.',
      '',
      ' done      1/5 Identify Previous Version     succeeded',
      '           2/5 Roll Back Configuration       skipped: answer: not changed',
      ' open      3/5 Roll Back Application         begun, not ended',
      '           4/5 Roll Back Database Migration  not begun',
      '           5/5 Verify Rollback               not begun',
      '           Success Criteria                  0 of 2 answered',
      '',
      ' As it stands: one write was begun, by step 3, and nobody has verified it.',
      '',
      ' [p] pause      go on later, here or by someone else: runbook resume 1123-0314',
      ' [u] undo plan  look at what would take it back; runs nothing',
      ' [w] write out  print what is open as plain commands, to paste without this tool',
      ' [q] end it     the run is recorded as aborted; nothing is undone',
      hyphens,
      ' YOUR TURN   run 2:20 of 5:00   step 2:04 of 2:00  finish after 4:20, 0:40 spare',
      ' [p] pause   [u] undo plan   [w] write out   [q] end it   Esc: go on',
    ]);
  });
});

describe('the same screens where there is less room, or more', () => {
  const view = viewAt(begun, 21_000);

  test.each([
    [60, 16, /^-- 3\/5 Roll B\.\.\.pplication -+ budget 2:00 -- PRODUCTION --$/m],
    [100, 40, /^-- 3\/5 Roll Back Application -+ budget 2:00 -- PRODUCTION --$/m],
  ])('%ix%i holds what must never be given up', async (columns, rows, title) => {
    const shown = await asked(view, columns, rows);
    expect(shown.length).toBeLessThanOrEqual(rows);
    expect(shown.filter((row) => row.length > columns)).toEqual([]);
    const all = shown.join('\n');
    expect(all).toMatch(title);
    expect(all).toContain(' WRITE     cluster https://api.pay-prod.example.com:6443');
    expect(all).toContain('--to-revision=41');
    expect(all).toContain('[r] run');
    expect(all).toMatch(/ YOUR TURN {3}run 0:21/);
  });
});

test('every step of the story has an action', () => {
  expect(plan.runbook.steps.every((step) => actionsOf(step.body).length > 0)).toBe(true);
});
