import type { EventBodyOf } from '../events/event.ts';
import { foldRun } from '../events/fold-run.ts';
import type { RunState } from '../events/run-state.ts';
import { type LeftBehind, lookAtLeftBehind } from '../journal/lost-actions.ts';
import type { ResumableRun } from './find-resumable.ts';

/** What is going to be written about what was in flight, and how the run stands once it is: for what is asked before. */
export function stateAfterLoss(
  { folder, events, state }: ResumableRun,
  /** What the run goes on with, where that is another file than before. */
  changed: EventBodyOf<'run-resumed'>['changed'],
): { left: LeftBehind; state: RunState } {
  const left = lookAtLeftBehind(folder, state);
  const known = events.flatMap((event) => (event.type === 'unknown' ? [] : [event]));
  const envelope = { v: 1, at: state.lastAt, monoMs: state.lastMonoMs, prev: '' } as const;
  const seq = (known.at(-1)?.seq ?? 0) + 1;
  const resumed = { type: 'run-resumed', user: '', host: '', pid: 0, changed } as const;
  const coming = [resumed, ...left.ends].map((body, index) => ({ ...envelope, seq: seq + index, ...body }));
  return { left, state: foldRun([...events, ...coming]) };
}
