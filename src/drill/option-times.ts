import { percentile } from './percentile.ts';
import type { DrillRecord } from './record.ts';
import { doneIn } from './statistics.ts';

/** How often an option was taken in drills, and what its step took then: p90, milliseconds. */
export interface OptionTimes {
  readonly count: number;
  readonly p90Ms: number;
}

/** By `CHOICE KEY`; an option that no drill has taken is not there. */
export function optionTimes(drills: readonly DrillRecord[]): ReadonlyMap<string, OptionTimes> {
  const taken = new Map<string, number[]>();
  for (const drill of drills)
    for (const [choice, key] of Object.entries(drill.chosen ?? {})) {
      const name = `${choice} ${key}`;
      const [step] = doneIn([drill], choice.replace(/\..*$/, ''));
      if (step !== undefined) taken.set(name, [...(taken.get(name) ?? []), step.elapsedMs]);
    }
  return new Map(
    [...taken].map(([name, times]) => [name, { count: times.length, p90Ms: percentile(times, 0.9) ?? 0 }]),
  );
}
