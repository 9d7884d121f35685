import type { RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import { actionsOf } from '../runbook/actions-of.ts';
import { checkAgainId } from './question.ts';
import type { WalkContext } from './walk.ts';

/**
 * When it was decided last, in journal order, what an action is or that it is wanted anew: by an option that it belongs
 * to or follows, an edit of its command, or a second look at the criteria; -1 when never. What it did before says nothing.
 */
export function decidedSeq(action: Action, context: WalkContext): number {
  const edited = context.state.edits.get(action.address)?.seq ?? -1;
  if (context.step === undefined && isCriterionCheck(action, context))
    return Math.max(edited, context.state.answers.get(checkAgainId)?.seq ?? -1);
  return Math.max(edited, action.role === 'undo' ? undoSeq(action, context.state) : chosenSeq(action, context));
}

/** Prerequisites have checks of their own, which nobody looks at again when the steps are through. */
function isCriterionCheck({ address }: Action, { plan }: WalkContext): boolean {
  return plan.runbook.criteria.some(({ check }) => check === address);
}

function chosenSeq(action: Action, { step, state }: WalkContext): number {
  let seq = -1;
  for (const node of step?.body ?? []) {
    if (node.node === 'choice') seq = Math.max(seq, state.options.get(node.id)?.seq ?? -1);
    if (actionsOf([node]).includes(action)) return seq;
  }
  return -1;
}

/**
 * What was taken back is not taken back twice, and what nobody saw the end of stays unknown; what failed in an undo
 * before is asked for anew in the next one.
 */
function undoSeq({ address }: Action, { actions, undo }: RunState): number {
  const found = actions.get(address);
  if (undo === undefined || (found?.status === 'ended' && ['succeeded', 'unknown'].includes(found.outcome))) return -1;
  return undo.started.seq;
}
