import type { Action } from '../runbook/action.ts';
import type { Runnable } from '../runbook/disposition.ts';
import type { Step } from '../runbook/step.ts';
import type { RunQuestion } from './question.ts';
import { type RunPlan, targetNameOf } from './run-plan.ts';

/** Whether to run an action and the reads that one press runs with it. */
export function runQuestion(
  actions: readonly [{ readonly action: Action; readonly may: Runnable }, ...RunQuestion['actions']],
  plan: RunPlan,
  step: Step | undefined,
): RunQuestion {
  const [{ action, may }] = actions;
  const isTyped = action.confirm === 'typed' || may.effect === 'destructive';
  return {
    kind: 'run',
    id: action.address,
    text: action.title ?? step?.title ?? action.address,
    place: action.place,
    step: step?.id,
    actions,
    typed: isTyped ? targetNameOf(plan) : undefined,
  };
}
