import type { ActionState, RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { Runnable } from '../runbook/disposition.ts';
import type { Step } from '../runbook/step.ts';
import { executeNext } from './execute-next.ts';
import { isUnknown } from './is-unknown.ts';
import { checksOfStep, isDeclaredRead, lookedAt } from './look-at-checks.ts';
import { type UnknownQuestion, unknownId } from './question.ts';
import type { RunPlan } from './run-plan.ts';
import { runQuestion } from './run-question.ts';
import { passed, type Walk, type WalkContext } from './walk.ts';

type Ended = ActionState & { status: 'ended' };

/** A declared read is simply run again; what a write did is looked at first, by reads only, and then decided about. */
export function nextAfterUnknown(action: Action, may: Runnable, found: Ended, context: WalkContext): Walk {
  if (isDeclaredRead(may)) return nextForRead(action, may, found, context);
  const { answers } = context.state;
  const decided = answers.get(unknownId(action.address));
  if (decided !== undefined && decided.seq > found.ended.seq) {
    if (decided.answer === 'retry') return againAfter(decided.seq, action, may, context);
    return decided.answer === 'by-hand' ? passed('by-hand', decided.user) : passed('by-checks');
  }
  const checks = checksFor(action, context.step, context.plan, context.state);
  const open = checks.find((check) => !wasLookedAt(check.action, found, context.state));
  if (open !== undefined) return execute(open.action, open.may, context.state);
  return { next: 'command', command: { do: 'ask', question: unknownQuestion(action, may, context) } };
}

/** What can be looked at to learn what an action did; the checks of a step are about the way forward, not its undo. */
export function checksFor(
  action: Action,
  step: Step | undefined,
  plan: RunPlan,
  state: RunState,
): readonly { action: Action; may: Runnable }[] {
  return action.role === 'undo' ? [] : checksOfStep(step, plan, state);
}

export function unknownQuestion(action: Action, may: Runnable, { step, plan, state }: WalkContext): UnknownQuestion {
  const looked = checksFor(action, step, plan, state).flatMap((check) => lookedAt(check.action, state));
  const isMet = looked.length > 0 && looked.every((one) => one.isMet);
  return {
    kind: 'unknown',
    id: unknownId(action.address),
    text: `nobody saw how ${action.address} ended`,
    place: action.place,
    step: step?.id,
    ...{ action, may, looked },
    ways: isMet ? ['succeeded', 'retry', 'by-hand'] : ['retry', 'by-hand'],
  };
}

/** What was found before it was lost sight of says nothing. */
function wasLookedAt(check: Action, { ended }: Ended, state: RunState): boolean {
  const found = state.actions.get(check.address);
  return found?.status === 'ended' && found.ended.seq > ended.seq && !isUnknown(found, state);
}

/** Whoever let it run by a flag, or by a check of its own, lets it run again; a person is asked again. */
function nextForRead(action: Action, may: Runnable, found: Ended, context: WalkContext): Walk {
  const covered = context.state.coveredBy.get(action.address);
  const isOwnCheck = context.step === undefined && action.confirm === undefined;
  const isFree = isOwnCheck || covered?.by === 'flag' || (covered !== undefined && covered.seq > found.ended.seq);
  if (!isFree)
    return {
      next: 'command',
      command: { do: 'ask', question: runQuestion([{ action, may }], context.plan, context.step) },
    };
  if (covered?.answer === 'skip') return passed('skipped', covered.reason);
  if (covered?.answer === 'by-hand') return passed('by-hand', covered.user);
  return execute(action, may, context.state);
}

/** What wants a typed name wants it for this time, too. */
function againAfter(seq: number, action: Action, may: Runnable, context: WalkContext): Walk {
  const question = runQuestion([{ action, may }], context.plan, context.step);
  const covered = context.state.coveredBy.get(action.address);
  if (question.typed !== undefined && (covered === undefined || covered.seq < seq))
    return { next: 'command', command: { do: 'ask', question } };
  if (covered?.answer === 'skip') return passed('skipped', covered.reason);
  if (covered?.answer === 'by-hand') return passed('by-hand', covered.user);
  return execute(action, may, context.state);
}

function execute(action: Action, may: Runnable, state: RunState): Walk {
  return { next: 'command', command: executeNext(action, may, state) };
}
