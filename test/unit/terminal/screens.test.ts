import { describe, expect, test } from 'vitest';
import { actionsOf } from '../../../src/runbook/actions-of.ts';
import { asked, constant, hyphens, leaving, running } from './payment-screens.ts';
import { begun, failedLines, plan, record, rolledBack, viewAt, waitingLines } from './payment-story.ts';

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
    const view = viewAt(waitingLines, 52_000);
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
    const view = viewAt(waitingLines, 208_000);
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
    expect(await asked(viewAt(failedLines, 117_000))).toEqual([
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

  test('leaving', async () => {
    expect((await leaving()).slice(2)).toEqual([
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

test('every step of the story has an action', () => {
  expect(plan.runbook.steps.every((step) => actionsOf(step.body).length > 0)).toBe(true);
});
