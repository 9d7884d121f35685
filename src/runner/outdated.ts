import type { RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import { actionsOf } from '../runbook/actions-of.ts';
import type { WalkContext } from './walk.ts';

/**
 * When another option was chosen last that an action belongs to or follows, in journal order; -1 when none was. What
 * the action did before that was done for the option given up, and says nothing about this one.
 */
export function chosenSeq(action: Action, { step, state }: WalkContext): number {
  if (action.role === 'undo') return undoSeq(action, state);
  let seq = -1;
  for (const node of step?.body ?? []) {
    if (node.node === 'choice') seq = Math.max(seq, state.options.get(node.id)?.seq ?? -1);
    if (actionsOf([node]).includes(action)) return seq;
  }
  return -1;
}

/** What was taken back is not taken back twice; what failed in an undo before is asked for anew in the next one. */
function undoSeq({ address }: Action, { actions, undo }: RunState): number {
  const found = actions.get(address);
  if (undo === undefined || (found?.status === 'ended' && found.outcome === 'succeeded')) return -1;
  return undo.started.seq;
}
