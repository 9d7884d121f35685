import type { RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { BodyNode } from '../runbook/body.ts';
import type { Runnable } from '../runbook/disposition.ts';
import type { Step } from '../runbook/step.ts';
import type { LookedAgain } from './question.ts';
import { dispositionOf, isElsewhere, type RunPlan } from './run-plan.ts';

export function isDeclaredRead({ effect, assumed }: Runnable): boolean {
  return effect === 'read' && !assumed;
}

/** The checks of a step that may be run without asking: declared reads that need nothing from a person. */
export function checksOfStep(
  step: Step | undefined,
  plan: RunPlan,
  state: RunState,
): readonly { action: Action; may: Runnable }[] {
  return reachedActions(step?.body ?? [], state).flatMap((action) => {
    const may = dispositionOf(plan, action.address);
    const isFit =
      action.role === 'check' && !action.never && !isElsewhere(action, plan) && action.confirm === undefined;
    if (!isFit || may.may !== 'run' || !isDeclaredRead(may) || may.placeholders.length > 0) return [];
    return [{ action, may }];
  });
}

/** What stands behind another option or an unanswered guard says nothing about this way. */
function reachedActions(body: readonly BodyNode[], state: RunState): readonly Action[] {
  return body.flatMap((node): readonly Action[] => {
    if (node.node === 'action') return [node];
    if (node.node === 'guard')
      return state.answers.get(node.condition.id)?.answer === node.condition.runsIf
        ? reachedActions(node.body, state)
        : [];
    if (node.node !== 'choice') return [];
    const chosen = state.options.get(node.id)?.option;
    return node.options.filter(({ key }) => key === chosen).flatMap((option) => reachedActions(option.body, state));
  });
}

/** What the last look at it gave; nothing where it was not looked at. */
export function lookedAt(action: Action, state: RunState): readonly LookedAgain[] {
  const found = state.actions.get(action.address);
  if (found?.status !== 'ended') return [];
  const isMet = found.outcome === 'succeeded';
  return [{ action, isMet, said: isMet ? found.tail.at(-1) : (found.message ?? found.tail.at(-1)) }];
}
