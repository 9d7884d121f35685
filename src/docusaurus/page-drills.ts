import type { DrillRecord } from '../drill/record.ts';
import type { Times } from '../drill/statistics.ts';
import type { DrillsOfRunbook } from '../project/read-drills.ts';
import type { PageDrill, PageDrills, PageTimes } from './page.ts';
import { onPage, type PageIds } from './page-ids.ts';

/** As many columns as a chart has room for. */
const mostShown = 30;

interface DrilledProcedure {
  /** Its name in `FILE#heading`, where there are several. */
  readonly slug: string | undefined;
  readonly ids: PageIds;
}

/** What drills of a runbook were like, as its page shows it. */
export function pageDrills(
  { statistics, freshness, records }: DrillsOfRunbook,
  { slug, ids }: DrilledProcedure,
): PageDrills {
  const { drills, whole, steps, budgetMs } = statistics;
  const { stale, last, dueMs } = freshness;
  const all = records.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  return {
    procedure: slug,
    stale,
    count: drills.length,
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
      return { id: onPage(id, ids), title, budgetMs: promised, times: times && timesOf(times) };
    }),
    history: all.slice(-mostShown).map((record) => drillOf(record, ids)),
  };
}

function timesOf({ count, p50Ms, p90Ms, maxMs, personMs }: Times): PageTimes {
  return { count, p50Ms, p90Ms, maxMs, personMs };
}

function drillOf(
  { startedAt, kind, outcome, by, environment, elapsedMs, steps }: DrillRecord,
  ids: PageIds,
): PageDrill {
  const byStep = steps.map(({ id, elapsedMs: step, hesitationMs }) => {
    return [onPage(id, ids), { elapsedMs: step, hesitationMs }] as const;
  });
  return {
    at: startedAt,
    ...{ kind, outcome, environment, elapsedMs },
    by: by.attended === false ? `${by.user}, unattended` : by.user,
    hesitationMs: steps.reduce((sum, step) => sum + step.hesitationMs, 0),
    steps: Object.fromEntries(byStep),
  };
}
