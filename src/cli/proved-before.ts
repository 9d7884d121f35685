import type { Target } from '../events/event.ts';
import type { AnyEvent } from '../events/run-state.ts';

/** The first proof of each target of a run, by what was asked: every later one must equal it, across interruptions too. */
export function provedBefore(events: readonly AnyEvent[]): ReadonlyMap<string, Target> {
  const first = new Map<string, Target>();
  for (const event of events) {
    if (event.type !== 'target-proved' || event.outcome !== 'proved' || event.of === undefined) continue;
    if (!first.has(event.of)) first.set(event.of, event.target);
  }
  return first;
}
