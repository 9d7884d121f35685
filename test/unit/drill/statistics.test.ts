import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../../src/drill/freshness.ts';
import { percentile } from '../../../src/drill/percentile.ts';
import { statisticsOf } from '../../../src/drill/statistics.ts';
import { roundedUp, suggestBudgets } from '../../../src/drill/suggest-budgets.ts';
import { drillRecord } from './drill-record.ts';

const promised = {
  budgetMs: 300_000,
  steps: [
    { id: 'look', title: 'Look', budgetMs: 20_000 },
    { id: 'back', title: 'Go back', budgetMs: undefined },
  ],
};
const dayOf = (day: number) => `2026-10-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const many = Array.from({ length: 12 }, (_, index) => drillRecord(dayOf(index + 1), { look: index + 1, back: 60 }));

describe('a percentile', () => {
  it.each([
    [[], 0.9, undefined],
    [[7], 0.5, 7],
    [[1, 2], 0.5, 1],
    [[3, 1, 2], 0.5, 2],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9], 0.9, 9],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.9, 9],
    [Array.from({ length: 12 }, (_, index) => index + 1), 0.9, 11],
  ])('of %j is a value that was measured', (values, share, wanted) => {
    expect(percentile(values, share)).toBe(wanted);
  });
});

describe('statistics', () => {
  it('are of drills that succeeded, apart from real runs', () => {
    const records = [
      ...many,
      drillRecord(dayOf(20), { look: 500, back: 1 }, { outcome: 'failed' }),
      drillRecord(dayOf(21), { look: 9, back: 200 }, { kind: 'run' }),
    ];
    const { drills, failed, runs, steps, whole } = statisticsOf(records.toReversed(), promised);
    expect([drills.length, failed, runs.length]).toEqual([12, 1, 1]);
    expect(drills.map(({ startedAt }) => startedAt)).toEqual(many.map(({ startedAt }) => startedAt));
    expect(steps[0]?.times).toEqual({
      ...{ count: 12, p50Ms: 6_000, p90Ms: 11_000, maxMs: 12_000, personMs: 1_200, overCount: 0 },
    });
    expect(whole).toMatchObject({ count: 12, p90Ms: 71_000, maxMs: 72_000 });
  });

  it('leave out a step that was not needed, and tell one that was done by hand', () => {
    const skipped = drillRecord(dayOf(1), { look: 5, back: 3 });
    const steps = skipped.steps.map((step, index) =>
      index === 0 ? { ...step, outcome: 'skipped-condition' as const } : { ...step, outcome: 'by-hand' as const },
    );
    const [look, back] = statisticsOf([{ ...skipped, steps }], promised).steps;
    expect([look?.times, back?.times?.count, back?.byHand]).toEqual([undefined, 1, ['2026-10-01']]);
  });

  it('of a step that is new are none', () => {
    const more = { ...promised, steps: [...promised.steps, { id: 'new', title: 'New', budgetMs: 1_000 }] };
    expect(statisticsOf(many, more).steps[2]?.times).toBeUndefined();
  });
});

describe('a runbook', () => {
  const nowMs = Date.parse('2026-10-20T00:00:00Z');
  const stale = (records: typeof many, context: { execution?: string; everyMs?: number; nowMs?: number } = {}) =>
    freshnessOf(statisticsOf(records, promised), {
      execution: 'as-it-is',
      everyMs: undefined,
      nowMs,
      isLeftBroken: false,
      ...context,
    }).stale;

  it('is fresh for a quarter after a drill by somebody else, within budget', () => {
    expect(stale(many)).toEqual([]);
    expect(
      freshnessOf(statisticsOf(many, promised), {
        execution: 'as-it-is',
        everyMs: undefined,
        nowMs,
        isLeftBroken: false,
      }).dueMs,
    ).toBe(Date.parse(many[11]?.endedAt ?? '') + 90 * 86_400_000);
  });

  it('is stale without one, or where none has succeeded', () => {
    expect(stale([])).toEqual(['never-drilled']);
    expect(stale([drillRecord(dayOf(1), { look: 1 }, { outcome: 'failed' })])).toEqual(['never-drilled']);
    expect(stale([drillRecord(dayOf(1), { look: 1 }, { kind: 'run' })])).toEqual(['never-drilled']);
  });

  it('is stale after its time, and after a change of what is executed', () => {
    expect(stale(many, { everyMs: 86_400_000 })).toEqual(['drilled-long-ago']);
    expect(stale(many, { execution: 'other' })).toEqual(['changed-since']);
  });

  it('is stale over its budget at p90, and where only its author has drilled it', () => {
    expect(stale([...many, ...many.map((one) => ({ ...one, elapsedMs: 301_000 }))])).toEqual(['over-budget']);
    expect(stale(many.map((one) => ({ ...one, by: { user: 'anna', isAuthor: true } })))).toEqual(['only-by-author']);
    expect(stale(many.map((one) => ({ ...one, by: { user: 'anna' } })))).toEqual([]);
  });
});

describe('a budget', () => {
  it.each([
    [1, 5_000],
    [5_000, 5_000],
    [5_001, 10_000],
    [59_900, 60_000],
    [60_001, 70_000],
    [179_999, 180_000],
    [181_000, 210_000],
    [600_001, 660_000],
  ])('of %i ms is rounded to %i', (ms, wanted) => {
    expect(roundedUp(ms)).toBe(wanted);
  });

  it('is suggested by the last ten drills, where it is another one', () => {
    expect(suggestBudgets(statisticsOf(many, promised))).toEqual([
      { id: 'look', title: 'Look', budgetMs: 20_000, suggestedMs: 15_000, count: 10 },
      { id: 'back', title: 'Go back', budgetMs: undefined, suggestedMs: 60_000, count: 10 },
    ]);
    const right = { ...promised, steps: [{ id: 'look', title: 'Look', budgetMs: 15_000 }] };
    expect(suggestBudgets(statisticsOf(many, right))).toEqual([]);
  });
});
