import { percentile } from './percentile.ts';
import type { DrillRecord } from './record.ts';
import type { DrillStatistics } from './statistics.ts';

/** Why a runbook has to be drilled again. */
export type StaleReason =
  | 'left-broken'
  | 'never-drilled'
  | 'drilled-long-ago'
  | 'changed-since'
  | 'over-budget'
  | 'only-by-author';

export interface Freshness {
  /** None: it is fresh. */
  readonly stale: readonly StaleReason[];
  /** The last drill that succeeded. */
  readonly last: DrillRecord | undefined;
  /** Milliseconds since 1970; until then it counts, if nothing else changes. Undefined before the first drill. */
  readonly dueMs: number | undefined;
}

/** A quarter, as the promise says. */
export const usualEveryMs = 90 * 86_400_000;

export interface FreshnessContext {
  /** sha256, hex, of what would be executed now. */
  readonly execution: string;
  readonly everyMs: number | undefined;
  readonly nowMs: number;
  /** A drill has broken its environment, and nobody has seen it brought back. */
  readonly isLeftBroken: boolean;
}

export function freshnessOf(
  { drills, budgetMs }: Pick<DrillStatistics, 'drills' | 'budgetMs'>,
  { execution, everyMs = usualEveryMs, nowMs, isLeftBroken }: FreshnessContext,
): Freshness {
  const last = drills.at(-1);
  const broken = isLeftBroken && ('left-broken' as const);
  if (last === undefined)
    return {
      stale: [broken, 'never-drilled' as const].filter((one) => one !== false),
      last: undefined,
      dueMs: undefined,
    };
  const dueMs = Date.parse(last.endedAt) + everyMs;
  const stale: readonly (StaleReason | false)[] = [
    broken,
    nowMs > dueMs && 'drilled-long-ago',
    last.runbook.execution !== execution && 'changed-since',
    isOver(drills, budgetMs) && 'over-budget',
    drills.slice(-recentDrills).every(({ by }) => by.isAuthor === true) && 'only-by-author',
  ];
  return { stale: stale.filter((one) => one !== false), last, dueMs };
}

/** Whether the last drill with a fault says itself that what it broke was not brought back. */
export function hasLeftBroken(records: readonly DrillRecord[]): boolean {
  return records.findLast(({ fault }) => fault !== undefined)?.restore === 'failed';
}

/** What a runbook was like a year ago says nothing of it today. */
export const recentDrills = 20;

function isOver(drills: readonly DrillRecord[], budgetMs: number | undefined): boolean {
  const p90 = percentile(
    drills.slice(-recentDrills).map(({ elapsedMs }) => elapsedMs),
    0.9,
  );
  return p90 !== undefined && budgetMs !== undefined && p90 > budgetMs;
}
