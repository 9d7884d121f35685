import { percentile } from './percentile.ts';
import { type DrillStatistics, doneIn } from './statistics.ts';

export interface BudgetSuggestion {
  readonly id: string;
  readonly title: string;
  readonly budgetMs: number | undefined;
  readonly suggestedMs: number;
  /** How many drills it comes from. */
  readonly count: number;
}

/** What the last drills were like says more than how everybody began. */
const lastDrills = 10;

/** Budgets by what drills took, for each step whose own is another one. */
export function suggestBudgets({ drills, steps }: DrillStatistics): readonly BudgetSuggestion[] {
  const last = drills.slice(-lastDrills);
  return steps.flatMap(({ id, title, budgetMs }) => {
    const took = doneIn(last, id).map(({ elapsedMs }) => elapsedMs);
    const p90 = percentile(took, 0.9);
    if (p90 === undefined) return [];
    const suggestedMs = roundedUp(p90);
    return suggestedMs === budgetMs ? [] : [{ id, title, budgetMs, suggestedMs, count: took.length }];
  });
}

/** As people write them: 5 s below a minute, 10 s below three, 30 s below ten, whole minutes above. */
export function roundedUp(ms: number): number {
  const minute = 60_000;
  const stepMs = ms <= minute ? 5_000 : ms <= 3 * minute ? 10_000 : ms <= 10 * minute ? 30_000 : minute;
  return Math.max(stepMs, Math.ceil(ms / stepMs) * stepMs);
}
