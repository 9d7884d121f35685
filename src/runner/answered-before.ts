import type { RunState } from '../events/run-state.ts';
import { actionsOf } from '../runbook/actions-of.ts';
import { variableOf } from '../runbook/input.ts';
import type { Known } from './certain-actions.ts';
import { isUnknown } from './is-unknown.ts';
import { isDeclaredRead } from './look-at-checks.ts';
import { mayRead } from './may-read.ts';
import { type Question, type RunQuestion, unknownId } from './question.ts';
import { dispositionOf, type RunPlan } from './run-plan.ts';
import type { RunValues } from './values.ts';

/** What a run that goes on does not ask any more, because its journal has the answer. */
export function answeredBefore(plan: RunPlan, state: RunState, values: RunValues): Known {
  return (question) => {
    switch (question.kind) {
      case 'option':
        return state.options.get(question.id)?.option;
      case 'input':
      case 'placeholder':
        if (values.withheld.has(question.id) && !isNeeded(question.id, plan, state)) return 'not needed any more';
        return values.byName.get(question.id);
      case 'run':
        return runAnsweredBefore(question, state);
      default:
        return state.answers.get(question.id)?.answer;
    }
  };
}

/** Of a step that has ended nothing is asked any more. */
export function isOver(question: Question, state: RunState): boolean {
  return question.step !== undefined && state.steps.get(question.step)?.status === 'ended';
}

/** Whether anything that has not ended yet may read it. */
function isNeeded(name: string, plan: RunPlan, state: RunState): boolean {
  const open = plan.runbook.steps.filter(({ id }) => state.steps.get(id)?.status !== 'ended');
  return [...open.flatMap(({ body }) => actionsOf(body)), ...plan.runbook.checks].some((action) => {
    const may = dispositionOf(plan, action.address);
    return may.may === 'run' && mayRead(action, may.script, variableOf(name));
  });
}

function runAnsweredBefore(question: RunQuestion, state: RunState): string | undefined {
  const found = state.actions.get(question.id);
  const [first] = question.actions;
  const covered = state.coveredBy.get(question.id);
  if (isUnknown(found, state) && first !== undefined) {
    if (isDeclaredRead(first.may)) return covered?.by === 'flag' ? 'run' : undefined;
    const isAgain = state.answers.get(unknownId(question.id))?.answer === 'retry';
    return question.typed !== undefined && isAgain ? undefined : 'run';
  }
  if (found?.status === 'ended') return 'run';
  return isOver(question, state) ? 'skip' : covered?.answer;
}
