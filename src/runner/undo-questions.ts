import type { RunState } from '../events/run-state.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { RunQuestion } from './question.ts';
import type { RunPlan } from './run-plan.ts';
import { runQuestion } from './run-question.ts';
import { undoAddresses } from './undo.ts';

/** What an undo asks before each of its actions, in its order; those that were taken back already are not asked for. */
export function undoQuestions(plan: RunPlan, state: RunState): readonly RunQuestion[] {
  const begun = state.undo !== undefined && state.undo.ended === undefined ? state.undo.started.actions : undefined;
  const all = allActionsOf(plan.runbook);
  return (begun ?? undoAddresses(plan, state)).flatMap((address) => {
    const action = all.find((one) => one.address === address);
    const may = plan.dispositions.get(address);
    const found = state.actions.get(address);
    const isDone = found?.status === 'ended' && found.outcome === 'succeeded';
    if (action === undefined || may?.may !== 'run' || isDone) return [];
    return [runQuestion([{ action, may }], plan, undefined)];
  });
}

/** An undo was begun and has not ended: nothing of the way forward is asked any more. */
export function isUndoing({ undo }: RunState): boolean {
  return undo !== undefined && undo.ended === undefined;
}
