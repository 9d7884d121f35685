import { relative } from 'node:path';
import { type Freshness, freshnessOf, hasLeftBroken } from '../drill/freshness.ts';
import type { DrillRecord } from '../drill/record.ts';
import { type DrillStatistics, statisticsOf } from '../drill/statistics.ts';
import { type DrillRecords, readDrillRecords } from '../journal/drill-records.ts';
import { executionOf } from './digest-of.ts';
import { drilledName, drillFileOf } from './drill-place.ts';
import type { LoadedRunbook } from './load-runbook.ts';

/** Hears of lines that are no records: `runbooks/.drills/shop.jsonl:3: it is no JSON`. */
export type Say = (text: string) => void;

/** A runbook whose drills are wanted: where it is, and what it promises. */
export type Drilled = Pick<LoadedRunbook, 'root' | 'path' | 'procedure' | 'runbook' | 'graph'>;

export interface DrillsOfRunbook {
  readonly statistics: DrillStatistics;
  readonly freshness: Freshness;
  /** All that was recorded, however it ended. */
  readonly records: readonly DrillRecord[];
}

interface DrillsAround {
  readonly nowMs: number;
  readonly say: Say;
  /** Of the whole project, by `leftBrokenIn`: whoever reads many looks once. */
  readonly leftBroken: ReadonlySet<string>;
}

/** How long the drills of a runbook took, and whether it is fresh. */
export function readDrills(loaded: Drilled, { nowMs, say, leftBroken }: DrillsAround): DrillsOfRunbook {
  const records = recordsOf(loaded, say);
  const statistics = statisticsFrom(records, loaded);
  const { runbook } = loaded;
  const isLeftBroken = hasLeftBroken(records) || leftBroken.has(drilledName(loaded));
  const context = { execution: executionOf(runbook), everyMs: runbook.drill?.everyMs, nowMs, isLeftBroken };
  return { statistics, freshness: freshnessOf(statistics, context), records };
}

/** How long they took, without a look at whether they still count. */
export function readDrillStatistics(loaded: Drilled, say: Say): DrillStatistics {
  return statisticsFrom(recordsOf(loaded, say), loaded);
}

function recordsOf(loaded: Drilled, say: Say): readonly DrillRecord[] {
  const file = drillFileOf(loaded);
  return withoutProblems(file, readDrillRecords(file), say);
}

/** Lines that are no records are said, and counted in nothing. */
export function withoutProblems(file: string, { records, problems }: DrillRecords, say: Say): readonly DrillRecord[] {
  for (const { line, why } of problems) say(`${relative(process.cwd(), file)}:${line}: ${why}`);
  return records;
}

function statisticsFrom(records: readonly DrillRecord[], { runbook, graph }: Drilled): DrillStatistics {
  const steps = graph.order.flatMap((id) => runbook.steps.filter((step) => step.id === id));
  return statisticsOf(records, {
    budgetMs: runbook.budget?.upperMs,
    steps: steps.map(({ id, title, budget }) => ({ id, title, budgetMs: budget?.upperMs })),
  });
}
