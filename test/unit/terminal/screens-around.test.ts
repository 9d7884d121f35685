import { describe, expect, test } from 'vitest';
import { finishedLines } from '../../../src/terminal/finished.ts';
import { framing } from '../../../src/terminal/frame.ts';
import { keysReading, readingCard } from '../../../src/terminal/overlays.ts';
import { asked, constant, hyphens, screenOf, sizeOf, start } from './payment-screens.ts';
import { atCriteria, atMigration, atRevert, begun, finished, record, stateOf, viewAt } from './payment-story.ts';

const applied = [...record, ' 3/5 Roll Back Application         succeeded   1:36 of 2:00'];

describe('the screens around the steps, at 80x24', () => {
  test('the start', async () => {
    expect(await start()).toEqual([
      '== payment-processor ============================================= PRODUCTION ==',
      ' Restore previous working version within 5 minutes',
      ' Use when: Deployment failures, critical bugs, performance degradation',
      '',
      ' target    cluster   https://api.pay-prod.example.com:6443              proved',
      '           namespace production',
      '           database  payments at db-1.pay.example.com:5432, primary     proved',
      ' ready     3 of 3    kubectl, psql, curl',
      ' LOOK      you do it by hand, line 58: SQL typed below psql',
      '',
      ' 1  Identify Previous Version      read                        0:20',
      ' 2  Roll Back Configuration        WRITE         only if       0:30',
      ' 3  Roll Back Application          WRITE         2 options     2:00',
      ' 4  Roll Back Database Migration   DESTRUCTIVE   only if       1:00',
      ' 5  Verify Rollback                read                        1:00',
      '    Success Criteria               2 to answer',
      '    budget 5:00   steps 4:50',
      hyphens,
      ' YOUR TURN   the clock starts when you start           nothing has been changed',
      ' [r] start   [d] whole plan   [c] contacts   [q] quit',
    ]);
  });

  test('the options', async () => {
    const undecided = begun.filter(([, { type }]) => type !== 'option-chosen');
    expect(await asked(viewAt(undecided, 29_000))).toEqual([
      ...record,
      '-- 3/5 Roll Back Application: 2 options ----------- budget 2:00 -- PRODUCTION --',
      '',
      '*1  A: Roll back to the chosen revision (FASTEST)',
      '     kubectl rollout undo deployment/payment-processor -n production \\',
      '       --to-revision=41',
      '',
      ' 2  B: Roll back to the one before (if step 1 found none)',
      '     kubectl rollout undo deployment/payment-processor -n production',
      '',
      ' then, whichever you choose:',
      '     kubectl rollout status deployment/payment-processor -n production \\',
      '       --timeout=4m',
      hyphens,
      ' YOUR TURN   run 0:29 of 5:00   step 0:13 of 2:00  by budget 4:16, 0:44 spare',
      ' [1] A   [2] B   Esc: keep A     choosing runs nothing',
      constant,
    ]);
  });

  test('a condition is asked', async () => {
    expect(await asked(viewAt(atMigration, 118_000))).toEqual([
      ...applied,
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

  test('a destructive action is argued against', async () => {
    expect(await asked(viewAt(atRevert, 130_000))).toEqual([
      ...applied,
      '!! 4/5 Roll Back Database Migration !!!!!!!!!!!!!!! DESTRUCTIVE !! PRODUCTION !!',
      ' DESTRUCTIVE  cluster https://api.pay-prod.example.com:6443, namespace',
      '              production',
      '              proved 03:14:28Z, the same as at the start',
      '',
      '     ALTER TABLE payments DROP COLUMN refund_reason;',
      '',
      ' undo         NONE written in the runbook',
      ' why now      mira answered, yes: Only if migration ran in current deployment',
      '',
      ' Not doing this is a choice, too: [s] leaves everything as it is.',
      hyphens,
      ' YOUR TURN   run 2:10 of 5:00   step 0:18 of 1:00  by budget 3:52, 1:08 spare',
      " [r] run: asks for the target's name   [s] skip   [h] by hand",
      constant,
    ]);
  });

  test('the criteria', async () => {
    expect(await asked(viewAt(atCriteria, 170_000))).toEqual([
      ...applied,
      ' 4/5 Roll Back Database Migration  skipped     0:11, answer: none ran',
      ' 5/5 Verify Rollback               succeeded   0:41 of 1:00',
      '== Success Criteria: 1 of 2 met, 1 to answer ===================== PRODUCTION ==',
      '',
      '    1  All pods running and healthy       met       check: 3 of 3 ready',
      ' >  2  Error rate < 1%                    open      yours to answer',
      '',
      ' 2  Error rate < 1%',
      '',
      '    Is it met?',
      '',
      ' Without an answer the run ends as unverified, not as succeeded.',
      hyphens,
      ' YOUR TURN   run 2:50 of 5:00  by budget 2:50, 2:10 spare',
      ' [y] met   [n] not met   [s] cannot tell   [1-2] go to   [r] check again',
      constant,
    ]);
  });

  test('the end', () => {
    expect(finishedLines(stateOf(finished), '.runbook/runs/1123-0314')).toEqual([
      '== payment-processor: SUCCEEDED ================================== PRODUCTION ==',
      ' 3:11 of 5:00, within budget        03:14:09Z to 03:17:20Z        run 1123-0314',
      '',
      ...applied,
      ' 4/5 Roll Back Database Migration  skipped     0:11, answer: none ran',
      ' 5/5 Verify Rollback               succeeded   0:41 of 1:00',
      ' Success Criteria                  2 of 2 met  1 by checks, 1 by mira',
      '',
      ' to do     [ ] Notify team in incident channel',
      '           [ ] Create post-mortem ticket',
      '',
      ' timeline to paste     runbook report 1123-0314 --format md',
      ' everything kept       .runbook/runs/1123-0314',
    ]);
  });

  test('the keys', async () => {
    const view = viewAt(begun, 21_000);
    const below = { turn: 'YOUR TURN', keys: () => [' any key: back'], constant: false } as const;
    const rows = framing((card) => readingCard(keysReading, card), below, view)(sizeOf(80, 24)).rows;
    expect((await screenOf(rows, view, { columns: 80, rows: 24 })).slice(2)).toEqual([
      '-- Keys, the same everywhere ------------------------------------- PRODUCTION --',
      ' r  run what is shown; run it again        Enter never runs anything',
      ' s  skip, asks why (one key)               Esc goes back, changes nothing',
      ' h  by hand: a shell here, then you say how it went',
      ' e  edit the command for this run; its effect is worked out anew',
      ' o  choose another option                  1-9 choose, or open that help',
      ' x  stop the running command               Ctrl-C does so too; at a prompt: q',
      " a  accept a failed check, asks why        f  go the runbook's on-failure way",
      ' y n  answer a question                    w  write out the rest as commands',
      '',
      " d  details: the runbook's own words, file and line, why this effect",
      ' l  log: the whole output, in a pager      u  undo plan: shows, runs nothing',
      ' c  contacts                               p  pause or hand off',
      ' q  quit: shows where things stand first   ?  this',
      '',
      hyphens,
      ' YOUR TURN   run 0:21 of 5:00   step 0:05 of 2:00  by budget 4:16, 0:44 spare',
      ' any key: back',
    ]);
  });
});
