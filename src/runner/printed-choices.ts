import type { RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { checkInput } from '../runbook/check-input.ts';
import type { Input } from '../runbook/input.ts';
import type { RunPlan } from './run-plan.ts';

/** The action that `choicesFrom:` names. */
export function listerOf({ choicesFrom }: Input, plan: RunPlan): Action | undefined {
  if (choicesFrom === undefined) return undefined;
  return allActionsOf(plan.runbook).find(({ id, address }) => id === choicesFrom || address === choicesFrom);
}

/** The lines that the runbook's own action printed, those that can be a value; undefined when it did not succeed. */
export function printedChoices(input: Input, plan: RunPlan, state: RunState): readonly string[] | undefined {
  const lister = listerOf(input, plan);
  const found = state.actions.get(lister?.address ?? '');
  if (found?.status !== 'ended' || found.outcome !== 'succeeded') return undefined;
  // The tail holds the last lines only; what is captured is whole.
  const lines = found.outputs[lister?.capture ?? '']?.split('\n') ?? found.tail;
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && checkInput({ ...input, choices: undefined }, line).state === 'good');
}
