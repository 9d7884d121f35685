import type { ActionState, RunState } from '../events/run-state.ts';
import { failureId } from './failure-of.ts';

type Ended = ActionState & { status: 'ended' };

/** Nobody saw its end, or it was stopped because the run was interrupted, and nobody has decided about that. */
export function isUnknown(found: ActionState | undefined, state: RunState): found is Ended {
  if (found?.status !== 'ended') return false;
  if (found.outcome === 'unknown') return true;
  const wasResumed = state.resumed.some(({ seq }) => seq > found.ended.seq);
  return found.outcome === 'stopped' && wasResumed && !state.answers.has(failureId(found.address, found.attempts));
}
