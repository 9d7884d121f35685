import type { ActionState, RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { Runnable } from '../runbook/disposition.ts';
import { answerAbout, askToRun, executeAgain, followAnswer } from './consent.ts';
import { walkToExecute } from './execute-next.ts';
import { isUnknown } from './is-unknown.ts';
import { checksOfStep, hasOnlyRead, lookedAt } from './look-at-checks.ts';
import { type UnknownQuestion, unknownId } from './question.ts';
import { runQuestion } from './run-question.ts';
import { passed, type Walk, type WalkContext } from './walk.ts';

type Ended = ActionState & { status: 'ended' };

/** A declared read is simply run again; what a write did is looked at first, by reads only, and then decided about. */
export function nextAfterUnknown(action: Action, may: Runnable, found: Ended, context: WalkContext): Walk {
  if (hasOnlyRead(may, found)) return nextForRead(action, may, found, context);
  const { answers } = context.state;
  const decided = answers.get(unknownId(action.address));
  if (decided !== undefined && decided.seq > found.ended.seq) {
    if (decided.answer === 'retry') return againAfter(decided.seq, action, may, context);
    return decided.answer === 'by-hand' ? passed('by-hand', decided.user) : passed('by-checks');
  }
  const checks = checksFor(action, context);
  const open = checks.find((check) => !wasLookedAt(check.action, found, context.state));
  if (open !== undefined) return walkToExecute(open.action, open.may, context.state);
  return { next: 'command', command: { do: 'ask', question: unknownQuestion(action, may, context) } };
}

/** What can be looked at to learn what an action did; the checks of a step are about the way forward, not its undo. */
export function checksFor(action: Action, context: WalkContext): readonly { action: Action; may: Runnable }[] {
  return action.role === 'undo' ? [] : checksOfStep(context);
}

export function unknownQuestion(action: Action, may: Runnable, context: WalkContext): UnknownQuestion {
  const looked = checksFor(action, context).flatMap((check) => lookedAt(check.action, context.state));
  const isMet = looked.length > 0 && looked.every((one) => one.isMet);
  return {
    kind: 'unknown',
    id: unknownId(action.address),
    text: `nobody saw how ${action.address} ended`,
    place: action.place,
    step: context.step?.id,
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
  const { state } = context;
  const said = answerAbout(action.address, state);
  if (said !== undefined && (said.by === 'flag' || said.seq > found.ended.seq)) {
    const walk = followAnswer(said, action, may, state);
    if (walk !== undefined) return walk;
  }
  const isOwnCheck = context.step === undefined && action.confirm === undefined;
  return isOwnCheck ? walkToExecute(action, may, state) : askToRun(action, may, context);
}

/** What wants a typed name wants it for this time, too. */
function againAfter(seq: number, action: Action, may: Runnable, context: WalkContext): Walk {
  const { plan, step, state } = context;
  if (runQuestion([{ action, may }], plan, step).typed === undefined) return executeAgain(seq, action, may, context);
  const said = answerAbout(action.address, state, seq);
  return followAnswer(said, action, may, state) ?? askToRun(action, may, context);
}
