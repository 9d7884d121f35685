import type { RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import { actionsOf, allActionsOf } from '../runbook/actions-of.ts';
import type { Step } from '../runbook/step.ts';
import { isUnknown } from './is-unknown.ts';
import { hasOnlyRead } from './look-at-checks.ts';
import { checksFor, unknownQuestion } from './next-after-unknown.ts';
import { type UnknownQuestion, unknownId } from './question.ts';
import { dispositionOf, type RunPlan, stepOf } from './run-plan.ts';
import { isUndoing } from './undo-questions.ts';
import { createValues, type RunValues } from './values.ts';

/**
 * What a run that goes on may ask about actions whose end nobody saw. Before its checks have been looked at, an action
 * that has some may turn out to have succeeded.
 */
export function unknownQuestions(
  plan: RunPlan,
  state: RunState,
  values: RunValues = createValues(),
  when: 'before-looking' | 'looked' = 'before-looking',
): readonly UnknownQuestion[] {
  return allActionsOf(plan.runbook).flatMap((action) => {
    const found = state.actions.get(action.address);
    const isUndo = action.role === 'undo' && isUndoing(state);
    const step = isUndo ? stepAround(action, plan) : stepOf(plan, found?.step ?? '');
    const may = dispositionOf(plan, action.address);
    if (!isUnknown(found, state) || may.may !== 'run' || hasOnlyRead(may, found)) return [];
    if (step === undefined || (!isUndo && state.steps.get(step.id)?.status === 'ended')) return [];
    const decided = state.answers.get(unknownId(action.address));
    if (decided !== undefined && decided.seq > found.ended.seq) return [];
    const context = { step, plan, state, values };
    const question = unknownQuestion(action, may, context);
    const mayHave = when === 'before-looking' && checksFor(action, context).length > 0;
    return [{ ...question, ways: mayHave ? ['succeeded', 'retry', 'by-hand'] : question.ways }];
  });
}

function stepAround(action: Action, { runbook }: RunPlan): Step | undefined {
  return [...runbook.steps, ...runbook.undo].find((step) => actionsOf(step.body).includes(action));
}
