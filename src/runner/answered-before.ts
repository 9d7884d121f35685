import { type Answer, beganSeq, type RunState } from '../events/run-state.ts';
import { actionsOf } from '../runbook/actions-of.ts';
import { variableOf } from '../runbook/input.ts';
import type { Known } from './certain-actions.ts';
import { answerAbout, commandSeq } from './consent.ts';
import { failureId } from './failure-of.ts';
import { isUnknown } from './is-unknown.ts';
import { hasOnlyRead } from './look-at-checks.ts';
import { mayRead } from './may-read.ts';
import { decidedSeq } from './outdated.ts';
import { type Question, type RunQuestion, unknownId } from './question.ts';
import { dispositionOf, type RunPlan, stepOf } from './run-plan.ts';
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
        return runAnsweredBefore(question, plan, state, values);
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

/** As the machine will see it: what was agreed to is the command as it is now. */
function runAnsweredBefore(
  question: RunQuestion,
  plan: RunPlan,
  state: RunState,
  values: RunValues,
): string | undefined {
  const [first] = question.actions;
  if (first === undefined) return undefined;
  const found = state.actions.get(question.id);
  const step = stepOf(plan, question.step ?? '');
  const decided = decidedSeq(first.action, { plan, state, values, step });
  const said = answerAbout(question.id, state, decided);
  if (found?.status === 'ended' && beganSeq(found) > decided) {
    if (isUnknown(found, state))
      return isOpenAfterLoss(question, hasOnlyRead(first.may, found), state) ? undefined : 'run';
    if (found.outcome === 'succeeded' || beganSeq(found) > commandSeq(question.id, state)) return 'run';
    const decision = state.answers.get(failureId(question.id, found.attempts))?.answer;
    if (decision !== undefined && decision !== 'retry') return 'run';
  }
  return isOver(question, state) ? 'skip' : wordOf(said);
}

/** A read is let run again by its flag; a write is asked about by itself, and after that only where a name is typed. */
function isOpenAfterLoss({ id, typed }: RunQuestion, isRead: boolean, state: RunState): boolean {
  if (isRead) return answerAbout(id, state)?.by !== 'flag';
  const again = state.answers.get(unknownId(id));
  if (again?.answer !== 'retry') return false;
  return typed !== undefined || again.seq < commandSeq(id, state);
}

/** What is none of these lets nothing run, and answers nothing. */
function wordOf(said: Answer | undefined): string | undefined {
  return ['run', 'skip', 'by-hand'].find((word) => word === said?.answer);
}
