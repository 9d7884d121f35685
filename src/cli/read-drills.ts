import { relative } from 'node:path';
import { type Freshness, freshnessOf } from '../drill/freshness.ts';
import { type DrillStatistics, statisticsOf } from '../drill/statistics.ts';
import { readDrillRecords } from '../journal/drill-records.ts';
import { drillFileOf } from './drill-place.ts';
import { executionOf } from './keep-drill.ts';
import type { LoadedRunbook } from './load-runbook.ts';
import { writeMessage } from './output.ts';

export interface DrillsOfRunbook {
  readonly statistics: DrillStatistics;
  readonly freshness: Freshness;
}

/** What was written down of a runbook's drills; lines that are no records are said, and counted in nothing. */
export function readDrills(loaded: LoadedRunbook, nowMs: number, leftBroken: ReadonlySet<string>): DrillsOfRunbook {
  const { runbook, graph } = loaded;
  const path = drillFileOf(loaded);
  const { records, problems } = readDrillRecords(path);
  for (const { line, why } of problems) writeMessage(`${relative(process.cwd(), path)}:${line}: ${why}`);
  const steps = graph.order.flatMap((id) => runbook.steps.filter((step) => step.id === id));
  const statistics = statisticsOf(records, {
    budgetMs: runbook.budget?.upperMs,
    steps: steps.map(({ id, title, budget }) => ({ id, title, budgetMs: budget?.upperMs })),
  });
  const last = records.findLast(({ fault }) => fault !== undefined);
  const isLeftBroken = last?.restore === 'failed' || leftBroken.has(loaded.path);
  const context = { execution: executionOf(runbook), everyMs: runbook.drill?.everyMs, nowMs, isLeftBroken };
  return { statistics, freshness: freshnessOf(statistics, context) };
}
