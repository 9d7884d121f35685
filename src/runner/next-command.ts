import type { RunState } from '../events/run-state.ts';
import type { Criterion } from '../runbook/runbook.ts';
import type { Step } from '../runbook/step.ts';
import { bodyOf } from './body-of.ts';
import { checkOf } from './check-of.ts';
import type { Command } from './command.ts';
import { failureOf } from './failure-of.ts';
import { nextBeforeSteps } from './next-before-steps.ts';
import { nextForAction } from './next-for-action.ts';
import { nextForCondition } from './next-for-condition.ts';
import { nextInBody } from './next-in-body.ts';
import { checkAgainId, conditionOf, criterionQuestion } from './question.ts';
import { outcomeOf } from './run-outcome.ts';
import { type RunPlan, stepOf } from './run-plan.ts';
import { stepEnd } from './step-end.ts';
import { nextInUndo, undoneText } from './undo.ts';
import type { RunValues } from './values.ts';

/** The state machine: what is known → the one thing to do next. Pure, so that a run can go on from its events alone. */
export function nextCommand(plan: RunPlan, state: RunState, values: RunValues): Command {
  if (state.undo !== undefined) return nextAfterUndo(plan, state, values);
  const before = nextBeforeSteps({ step: undefined, plan, state, values });
  if (before !== undefined) return before.do === 'end-run' ? (endUnreached(plan, state) ?? before) : before;
  const step = currentStep(plan, state);
  if (step !== undefined) return nextInStep(step, plan, state, values);
  const criterion = isCutShort(plan, state) ? undefined : openCriterion(plan, state);
  if (criterion !== undefined) return nextForCriterion(criterion, plan, state, values);
  return endUnreached(plan, state) ?? { do: 'end-run', ...outcomeOf(plan, state) };
}

/** An undo ends the way forward: what was under way is left, and the run is never a success. */
function nextAfterUndo(plan: RunPlan, state: RunState, values: RunValues): Command {
  if (state.undo?.ended === undefined) return nextInUndo({ plan, state, values });
  const running = [...state.steps].find(([, step]) => step.status === 'running');
  if (running !== undefined)
    return { do: 'end-step', step: running[0], outcome: 'failed', detail: 'left for the undo' };
  return endUnreached(plan, state) ?? { do: 'end-run', outcome: 'aborted', reasons: [undoneText(state)] };
}

/** Before a run ends, every step has ended: those that were never begun as not reached. */
function endUnreached(plan: RunPlan, state: RunState): Command | undefined {
  const unreached = plan.graph.order.find((id) => state.steps.get(id)?.status !== 'ended');
  return unreached === undefined ? undefined : { do: 'end-step', step: unreached, outcome: 'not-reached' };
}

/** The step that is under way, else the next of the order, else where a failure leads. */
function currentStep(plan: RunPlan, state: RunState): Step | undefined {
  const running = [...state.steps].find(([, step]) => step.status === 'running');
  if (running !== undefined) return stepOf(plan, running[0]);
  if (isCutShort(plan, state)) return handlerStep(plan, state);
  const id = plan.graph.order.find((candidate) => state.steps.get(candidate)?.status !== 'ended');
  return id === undefined ? undefined : stepOf(plan, id);
}

/** A failed step ends the way forward. */
function isCutShort(plan: RunPlan, state: RunState): boolean {
  return plan.graph.order.some((id) => hasFailed(state, id));
}

function hasFailed(state: RunState, id: string): boolean {
  const step = state.steps.get(id);
  return step?.status === 'ended' && step.outcome === 'failed';
}

function handlerStep(plan: RunPlan, state: RunState): Step | undefined {
  for (const step of plan.runbook.steps) {
    const handler = step.onFailure?.step;
    if (handler === undefined || !hasFailed(state, step.id)) continue;
    if (state.steps.get(handler)?.status === 'ended' || !wasChosen(step, state)) continue;
    return stepOf(plan, handler);
  }
  return undefined;
}

function wasChosen(step: Step, state: RunState): boolean {
  return [...state.answers.values()].some(
    (answer) =>
      answer.kind === 'failure' && answer.answer === 'on-failure' && answer.question.startsWith(`${step.id}.`),
  );
}

function nextInStep(step: Step, plan: RunPlan, state: RunState, values: RunValues): Command {
  if (state.steps.get(step.id)?.status !== 'running') {
    const unmet = unmetNeed(step, plan, state);
    if (unmet !== undefined) return { do: 'end-step', step: step.id, outcome: 'not-reached', detail: `needs ${unmet}` };
    return { do: 'start-step', step: step.id };
  }
  const gate = gateOf(step, plan, state, values);
  if (gate !== undefined) return gate;
  const walk = nextInBody(bodyOf(step, plan), { step, plan, state, values });
  return walk.next === 'command' ? walk.command : stepEnd(step, walk);
}

/** Stated needs are met by steps that ended well; a step that a person skipped does not count. */
function unmetNeed(step: Step, plan: RunPlan, state: RunState): string | undefined {
  if (plan.graph.onFailureOnly.includes(step.id)) return undefined;
  const met = ['succeeded', 'succeeded-by-checks', 'skipped-condition', 'by-hand', 'accepted'];
  return step.needs?.find((need) => {
    const found = state.steps.get(need.step);
    return found?.status !== 'ended' || !met.includes(found.outcome);
  })?.step;
}

/** The condition of the whole step, asked or decided by when=. */
function gateOf(step: Step, plan: RunPlan, state: RunState, values: RunValues): Command | undefined {
  const { condition } = step;
  if (condition === undefined) return whenGate(step, plan, state, values);
  const answered = state.answers.get(condition.id);
  if (answered === undefined) return nextForCondition(condition, { step, plan, state, values });
  if (answered.answer === 'unknown')
    return { do: 'end-step', step: step.id, outcome: 'skipped-cannot-tell', detail: undefined };
  if (answered.answer !== condition.runsIf)
    return { do: 'end-step', step: step.id, outcome: 'skipped-condition', detail: `answer: ${answered.answer}` };
  return undefined;
}

function whenGate(step: Step, plan: RunPlan, state: RunState, values: RunValues): Command | undefined {
  const { when } = step;
  if (when === undefined) return undefined;
  return gateOf({ ...step, condition: conditionOf(when, step.id), when: undefined }, plan, state, values);
}

/** First what checks can tell, so that a person sees it before answering; then what a person wants anew. */
function openCriterion(plan: RunPlan, state: RunState): Criterion | undefined {
  const open = plan.runbook.criteria.filter((criterion) => {
    const recorded = state.criteria.get(criterion.id);
    const again = checkOf(criterion, plan) === undefined ? criterion.id : checkAgainId;
    return recorded === undefined || (state.answers.get(again)?.seq ?? -1) > recorded.seq;
  });
  return open.find((criterion) => checkOf(criterion, plan) !== undefined) ?? open[0];
}

/** Answered by its check where it has one that may run, else by a person. */
function nextForCriterion(criterion: Criterion, plan: RunPlan, state: RunState, values: RunValues): Command {
  const action = checkOf(criterion, plan);
  if (action !== undefined) {
    const walk = nextForAction(action, { step: undefined, plan, state, values });
    if (walk.next === 'command') return walk.command;
    if (walk.next === 'passed') {
      const how = walk.how === 'succeeded' ? 'met' : walk.how === 'accepted' ? 'met' : 'open';
      return { do: 'record-check', criterion: criterion.id, verdict: how, by: 'check', action: action.address };
    }
    return { do: 'record-check', criterion: criterion.id, verdict: 'not-met', by: 'check', action: action.address };
  }
  return nextForAnswer(criterion, plan, state, values);
}

/** What a person says of a criterion; that it is not met is a failure, with the runbook's help and the ways out of one. */
function nextForAnswer(criterion: Criterion, plan: RunPlan, state: RunState, values: RunValues): Command {
  const { id, text, place } = criterion;
  const answered = state.answers.get(id);
  const record = (verdict: 'met' | 'not-met' | 'open', detail?: string): Command => {
    return { do: 'record-check', criterion: id, verdict, by: 'answer', detail };
  };
  if (answered === undefined) return { do: 'ask', question: criterionQuestion(criterion) };
  if (answered.answer !== 'no') return record(answered.answer === 'yes' ? 'met' : 'open', answered.reason);
  // Each answer is a failure of its own.
  const failure = { id, action: undefined, message: `NOT MET: ${text}`, place, attempt: answered.seq };
  const walk = failureOf(failure, { step: undefined, plan, state, values });
  if (walk.next === 'command') return walk.command;
  if (walk.next === 'failed') return record('not-met', answered.reason);
  if (walk.how === 'by-hand') return { do: 'ask', question: criterionQuestion(criterion) };
  return walk.how === 'accepted' ? record('met', `accepted: ${walk.detail}`) : record('open', walk.detail);
}
