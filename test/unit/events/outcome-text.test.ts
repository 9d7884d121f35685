import { expect, test } from 'vitest';
import { stepOutcomes } from '../../../src/events/event.ts';
import { criterionText, outcomeText, timeText } from '../../../src/events/outcome-text.ts';

test('every outcome of a step has its words, with and without a detail', () => {
  expect(stepOutcomes.map((outcome) => [outcomeText(outcome), outcomeText(outcome, 'why')])).toEqual([
    ['succeeded', 'succeeded (why)'],
    ['succeeded (by its checks)', 'succeeded (by its checks)'],
    ['failed', 'failed (why)'],
    ['skipped (condition)', 'skipped (why)'],
    ['skipped (cannot tell)', 'skipped (cannot tell)'],
    ['skipped', 'skipped (why)'],
    ['done by hand', 'done by hand (why)'],
    ['accepted', 'accepted (why)'],
    ['refused', 'refused (why)'],
    ['UNKNOWN', 'UNKNOWN (why)'],
    ['not reached', 'not reached (why)'],
  ]);
});

test('a criterion without a verdict is open', () => {
  expect([criterionText('met'), criterionText('not-met'), criterionText('open'), criterionText(undefined)]).toEqual([
    'met',
    'NOT MET',
    'open',
    'open',
  ]);
});

test('time is shown against the upper end of the budget', () => {
  const budget = { lowerMs: 60_000, upperMs: 120_000 };
  expect([timeText(120_000, budget), timeText(192_000, budget), timeText(5_000, undefined)]).toEqual([
    '2:00 of 1:00-2:00, within budget',
    '3:12 of 1:00-2:00, OVER BUDGET by 1:12',
    '0:05',
  ]);
});
