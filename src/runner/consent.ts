import type { Answer, RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { Runnable } from '../runbook/disposition.ts';
import { walkToExecute } from './execute-next.ts';
import { runQuestion } from './run-question.ts';
import { passed, type Walk, type WalkContext } from './walk.ts';

/** Since when, in journal order, an action's command may be another one: by an edit, or by a changed file. -1: as it began. */
export function commandSeq(address: string, { edits, resumed }: RunState): number {
  const changedSeq = resumed.findLast(({ changed }) => changed !== undefined)?.seq ?? -1;
  return Math.max(changedSeq, edits.get(address)?.seq ?? -1);
}

/** What was said last about running an action with the command that it has now, after `since` in journal order. */
export function answerAbout(address: string, state: RunState, since = -1): Answer | undefined {
  const covered = state.coveredBy.get(address);
  return covered !== undefined && covered.seq > Math.max(since, commandSeq(address, state)) ? covered : undefined;
}

/** Where such an answer leads; nowhere when it is none: only `run` lets something run. */
export function followAnswer(
  answer: Answer | undefined,
  action: Action,
  may: Runnable,
  state: RunState,
): Walk | undefined {
  switch (answer?.answer) {
    case 'run':
      return walkToExecute(action, may, state);
    case 'skip':
      return passed('skipped', answer.reason);
    case 'by-hand':
      return passed('by-hand', answer.user);
    default:
      return undefined;
  }
}

/** Runs once more what was agreed to at `agreedSeq`, or asks, where the command may be another one since then. */
export function executeAgain(agreedSeq: number, action: Action, may: Runnable, context: WalkContext): Walk {
  const { plan, state, step } = context;
  if (agreedSeq > commandSeq(action.address, state)) return walkToExecute(action, may, state);
  return followAnswer(answerAbout(action.address, state), action, may, state) ?? askToRun(action, may, { plan, step });
}

/** Asks about an action alone, without the reads after it. */
export function askToRun(action: Action, may: Runnable, { plan, step }: Pick<WalkContext, 'plan' | 'step'>): Walk {
  return { next: 'command', command: { do: 'ask', question: runQuestion([{ action, may }], plan, step) } };
}
