import { type RunState, writesBegun } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import { actionsOf, allActionsOf } from '../runbook/actions-of.ts';
import type { Step } from '../runbook/step.ts';
import type { Command } from './command.ts';
import { nextForAction } from './next-for-action.ts';
import { isElsewhere, type RunPlan, stepOf } from './run-plan.ts';
import type { WalkContext } from './walk.ts';

/** One step of an undo: what takes it back, or that nothing is written that would. */
export interface StepToUndo {
  readonly step: Step;
  readonly actions: readonly Action[];
}

/**
 * The steps in which a write was begun, the last one first, then the sections of the runbook that are an undo as a
 * whole. A step that failed has begun a write as well.
 */
export function stepsToUndo(plan: RunPlan, state: RunState): readonly StepToUndo[] {
  const begun = writesBegun(state).filter(({ step }) => step !== undefined);
  if (begun.length === 0) return [];
  const ids = new Set(begun.toReversed().map(({ step = '' }) => step));
  const steps = [...ids].flatMap((id) => stepOf(plan, id) ?? []);
  return [...steps, ...plan.runbook.undo].map((step) => ({
    step,
    actions: actionsOf(step.body).filter(
      (action) => action.role === 'undo' && !action.never && !isElsewhere(action, plan),
    ),
  }));
}

/** Addresses of what an undo would run, in its order. */
export function undoAddresses(plan: RunPlan, state: RunState): readonly string[] {
  return stepsToUndo(plan, state).flatMap(({ actions }) => actions.map(({ address }) => address));
}

/** What an undo that was begun needs next; each of its actions is asked for by itself, and none of them runs twice. */
export function nextInUndo(context: Omit<WalkContext, 'step'>): Command {
  const { plan, state } = context;
  const all = allActionsOf(plan.runbook);
  let outcome: 'succeeded' | 'failed' = 'succeeded';
  for (const address of state.undo?.started.actions ?? []) {
    const action = all.find((one) => one.address === address);
    if (action === undefined) continue;
    const step = [...plan.runbook.steps, ...plan.runbook.undo].find((one) => actionsOf(one.body).includes(action));
    const walk = nextForAction(action, { ...context, step });
    if (walk.next === 'command') return walk.command;
    if (walk.next === 'failed') return { do: 'end-undo', outcome: 'failed' };
    if (walk.how === 'skipped' || walk.how === 'cannot-tell') outcome = 'failed';
  }
  return { do: 'end-undo', outcome };
}

/** `undone: 2 of 3 actions succeeded`, in the words of the end of a run. */
export function undoneText({ undo, actions }: RunState): string {
  const asked = undo?.started.actions ?? [];
  const succeeded = asked.filter((address) => {
    const found = actions.get(address);
    return found?.status === 'ended' && found.outcome === 'succeeded';
  });
  return `undone: ${succeeded.length} of ${asked.length} ${asked.length === 1 ? 'action' : 'actions'} succeeded`;
}
