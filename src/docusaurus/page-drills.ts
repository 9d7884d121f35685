import type { Freshness } from '../drill/freshness.ts';
import type { DrillRecord } from '../drill/record.ts';
import type { DrillStatistics, Times } from '../drill/statistics.ts';
import type { PageDrill, PageDrills, PageTimes } from './page.ts';

/** As many columns as a chart has room for. */
const mostShown = 30;

/** What drills of a runbook were like, as its page shows it. */
export function pageDrills(statistics: DrillStatistics, { stale, last, dueMs }: Freshness): PageDrills {
  const { drills, runs, failed, whole, steps, budgetMs } = statistics;
  const all = [...drills, ...runs].toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  return {
    stale,
    count: drills.length,
    failed,
    dueAt: dueMs === undefined ? undefined : new Date(dueMs).toISOString(),
    last: last && {
      at: last.endedAt,
      by: last.by.user,
      isAuthor: last.by.isAuthor,
      elapsedMs: last.elapsedMs,
      environment: last.environment,
    },
    budgetMs,
    whole: whole && timesOf(whole),
    steps: steps.map(({ id, title, budgetMs: promised, times }) => {
      return { id, title, budgetMs: promised, times: times && timesOf(times) };
    }),
    history: all.slice(-mostShown).map(drillOf),
  };
}

function timesOf({ count, p50Ms, p90Ms, maxMs, personMs }: Times): PageTimes {
  return { count, p50Ms, p90Ms, maxMs, personMs };
}

function drillOf({ startedAt, kind, outcome, elapsedMs, steps }: DrillRecord): PageDrill {
  const byStep = steps.map(({ id, elapsedMs: step, hesitationMs }) => [id, { elapsedMs: step, hesitationMs }] as const);
  return {
    at: startedAt,
    ...{ kind, outcome, elapsedMs },
    hesitationMs: steps.reduce((sum, step) => sum + step.hesitationMs, 0),
    steps: Object.fromEntries(byStep),
  };
}
