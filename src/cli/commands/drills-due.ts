import { findRoot } from '../../journal/find-root.ts';
import { staleWords } from '../../reporters/drills-text.ts';
import { parseDuration } from '../../runbook/duration.ts';
import { allRunbooks } from '../all-runbooks.ts';
import { leftBrokenIn } from '../left-broken.ts';
import { writeJson, writeResult } from '../output.ts';
import { readDrills } from '../read-drills.ts';
import { UsageError } from '../usage-error.ts';
import { pathOf, shownDrills, verdictOf } from './drills.ts';

export interface DueFlags {
  readonly within?: string;
  readonly format: 'text' | 'json' | 'github';
}

/** `runbook drills due`: what has to be practised; exit code 1 when something is overdue. */
export function drillsDue({ within, format }: DueFlags): number {
  const withinMs = within === undefined ? 0 : parseDuration(within);
  if (withinMs === undefined)
    throw new UsageError(`--within does not take "${within}"`, 'Write a duration such as 14d.');
  const nowMs = Date.now();
  const leftBroken = leftBrokenIn(findRoot(process.cwd()));
  const all = allRunbooks(process.cwd()).map((loaded) => ({ loaded, read: readDrills(loaded, nowMs, leftBroken) }));
  const overdue = all.filter(({ read }) => read.freshness.stale.length > 0);
  const soon = all.filter(({ read: { freshness } }) => {
    return freshness.stale.length === 0 && freshness.dueMs !== undefined && freshness.dueMs <= nowMs + withinMs;
  });
  switch (format) {
    case 'json':
      writeJson({
        v: 1,
        runbooks: all.length,
        overdue: overdue.map(({ loaded, read }) => shownDrills(loaded, read)),
        soon: soon.map(({ loaded, read }) => shownDrills(loaded, read)),
      });
      break;
    case 'github':
      for (const { loaded, read } of overdue)
        writeResult(
          `::warning file=${pathOf(loaded)},line=1,title=drill due::${read.freshness.stale.map((one) => staleWords[one]).join(', ')}`,
        );
      break;
    case 'text': {
      const rows = overdue.map(({ loaded, read }) => `OVERDUE  ${pathOf(loaded)}  ${verdictOf(read)}`);
      const next = soon.map(({ loaded, read: { freshness } }) => {
        return `soon     ${pathOf(loaded)}  due by ${new Date(freshness.dueMs ?? 0).toISOString().slice(0, 10)}`;
      });
      writeResult([...rows, ...next, `${overdue.length} of ${all.length} runbooks overdue`].join('\n'));
    }
  }
  return overdue.length > 0 ? 1 : 0;
}
