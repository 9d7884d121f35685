import { existsSync } from 'node:fs';
import { drillFileOf } from '../project/drill-place.ts';
import type { LoadedRunbook } from '../project/load-runbook.ts';
import type { Practice } from '../runner/run-plan.ts';
import { writeMessage } from './output.ts';

/** What drills of a runbook took; whoever has never drilled it loads nothing for it. */
export async function practiceOf(loaded: LoadedRunbook): Promise<Practice | undefined> {
  if (loaded.path === '-' || !existsSync(drillFileOf(loaded))) return undefined;
  const [{ readDrillStatistics }, { enoughForP90 }, { optionTimes }] = await Promise.all([
    import('../project/read-drills.ts'),
    import('../drill/statistics.ts'),
    import('../drill/option-times.ts'),
  ]);
  const { whole, drills, steps } = readDrillStatistics(loaded, writeMessage);
  const last = drills.at(-1);
  if (whole === undefined || last === undefined) return undefined;
  const byStep = steps.flatMap(({ id, times }) => (times === undefined ? [] : [[id, times.p90Ms] as const]));
  return {
    drills: drills.length,
    wholeMs: whole.p90Ms,
    isP90: drills.length >= enoughForP90,
    lastMs: Date.parse(last.endedAt),
    steps: new Map(byStep),
    options: optionTimes(drills),
  };
}
