import type { ActionState, RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { BodyNode } from '../runbook/body.ts';
import type { Runnable } from '../runbook/disposition.ts';
import { decideWhen } from './decide-when.ts';
import type { LookedAgain } from './question.ts';
import { dispositionOf, isElsewhere } from './run-plan.ts';
import { hasSet, refuseUnset } from './unset-variable.ts';
import type { WalkContext } from './walk.ts';

export function isDeclaredRead({ effect, assumed }: Runnable): boolean {
  return effect === 'read' && !assumed;
}

/** Declared to read now and whenever it was begun: to run it once more takes nothing. */
export function hasOnlyRead(may: Runnable, found: ActionState): boolean {
  return isDeclaredRead(may) && (found.effect ?? 'read') === 'read';
}

/** The checks of its step that may be run without asking: declared reads that need nothing from a person, and that would run now. */
export function checksOfStep(context: WalkContext): readonly { action: Action; may: Runnable }[] {
  const { step, plan, state } = context;
  return reachedActions(step?.body ?? [], state).flatMap((action) => {
    const may = dispositionOf(plan, action.address);
    const isFit =
      action.role === 'check' && !action.never && !isElsewhere(action, plan) && action.confirm === undefined;
    if (!isFit || may.may !== 'run' || !isDeclaredRead(may) || may.placeholders.length > 0) return [];
    if (refuseUnset(may, action, hasSet(context)) !== undefined || !isWanted(action, context)) return [];
    return [{ action, may }];
  });
}

function isWanted({ when }: Action, { plan, state, values }: WalkContext): boolean {
  return when === undefined || decideWhen(when, plan, state, values) === 'yes';
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
