import { relative } from 'node:path';
import { usualEveryMs } from '../../drill/freshness.ts';
import { staleWords } from '../../drill/stale-words.ts';
import { rankOf } from '../../drill/statistics.ts';
import { drilledName } from '../../project/drill-place.ts';
import { type DrilledRunbook, drilledRunbooks } from '../../project/drilled-runbooks.ts';
import { leftBrokenIn } from '../../project/left-broken.ts';
import { loadValidRunbook } from '../../project/load-runbook.ts';
import { readDrills } from '../../project/read-drills.ts';
import { drillsText } from '../../reporters/drills-text.ts';
import { formatClock } from '../../runbook/duration.ts';
import { writeJson, writeMessage, writeResult } from '../output.ts';

/** `runbook drills [FILE]`: how long the steps of one really take; without a file each runbook in a line. */
export function drills(file: string | undefined, flags: { readonly json?: boolean }): number {
  const nowMs = Date.now();
  if (file === undefined) return list(nowMs, flags);
  const loaded = loadValidRunbook(file);
  const read = readDrills(loaded, { nowMs, say: writeMessage, leftBroken: leftBrokenIn(loaded.root) });
  const { name, drill } = loaded.runbook;
  const { steps, whole } = read.statistics;
  if (flags.json === true) {
    writeJson({
      v: 1,
      ...shownDrills({ path: loaded.path, procedure: loaded.procedure, name, ...read }),
      steps,
      whole,
    });
    return 0;
  }
  writeResult(drillsText({ name, file, ...read, everyMs: drill?.everyMs ?? usualEveryMs, nowMs }));
  return 0;
}

function list(nowMs: number, flags: { readonly json?: boolean }): number {
  const all = drilledRunbooks(process.cwd(), nowMs, writeMessage);
  if (flags.json === true) {
    writeJson({ v: 1, runbooks: all.map(shownDrills) });
    return 0;
  }
  const rows = all.map((one) => `${nameOf(one)}  ${verdictOf(one)}`);
  const count = all.length === 1 ? '1 runbook' : `${all.length} runbooks`;
  const stale = all.filter(({ freshness }) => freshness.stale.length > 0).length;
  writeResult([...rows, '', `${count}, ${stale} to be drilled`].join('\n'));
  return 0;
}

/** `fresh: 0:42 of 3:00 at p90, last 2026-11-28`, or why it is not. */
export function verdictOf({ statistics, freshness }: DrilledRunbook): string {
  const { whole, budgetMs } = statistics;
  const state = freshness.stale.length === 0 ? 'fresh' : freshness.stale.map((one) => staleWords[one]).join(', ');
  if (whole === undefined || freshness.last === undefined) return state;
  const of = budgetMs === undefined ? '' : ` of ${formatClock(budgetMs)}`;
  return `${state}: ${formatClock(whole.p90Ms)}${of} (${rankOf(whole.count)}), last ${freshness.last.endedAt.slice(0, 10)}`;
}

/** `runbooks/shop.md`, or `runbooks/shop.md#by-image` of a file that holds several. */
export function nameOf({ path, procedure }: Pick<DrilledRunbook, 'path' | 'procedure'>): string {
  return drilledName({ path: relative(process.cwd(), path), procedure });
}

/** For `--json`, of one runbook. */
export function shownDrills({ path, procedure, name, statistics, freshness }: DrilledRunbook) {
  const { stale, last, dueMs } = freshness;
  return {
    file: nameOf({ path, procedure }),
    name,
    stale,
    drills: statistics.drills.length,
    failed: statistics.failed,
    runs: statistics.runs.length,
    lastAt: last?.endedAt,
    lastBy: last?.by,
    dueAt: dueMs === undefined ? undefined : new Date(dueMs).toISOString(),
    budgetMs: statistics.budgetMs,
    p90Ms: statistics.whole?.p90Ms,
  };
}
