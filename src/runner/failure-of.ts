import type { Place } from '../diagnostics/place.ts';
import type { Action } from '../runbook/action.ts';
import type { FailureWay } from './question.ts';
import { passed, type Walk, type WalkContext } from './walk.ts';

export interface Failure {
  /** What failed: an action's address or a question's id. */
  readonly id: string;
  readonly action: Action | undefined;
  readonly message: string;
  readonly place: Place;
  readonly attempt: number;
  /** What was decided before that, in journal order, was about another failure. */
  readonly since?: number | undefined;
}

/** The id of the question that a failed attempt raises; each attempt has its own. */
export function failureId(id: string, attempt: number): string {
  return `${id}#${attempt}`;
}

/** What was decided about a failure, or the question. `retry` is left to the caller, who knows how. */
export function failureOf(failure: Failure, context: WalkContext): Walk {
  const id = failureId(failure.id, failure.attempt);
  const last = context.state.answers.get(id);
  const decided = last !== undefined && last.seq > (failure.since ?? -1) ? last : undefined;
  if (decided === undefined) {
    const question = {
      kind: 'failure',
      id,
      text: failure.message,
      message: failure.message,
      place: failure.place,
      step: context.step?.id,
      action: failure.action,
      ways: waysOut(failure, context),
    } as const;
    return { next: 'command', command: { do: 'ask', question } };
  }
  switch (decided.answer) {
    case 'accept':
      return passed('accepted', decided.reason);
    case 'by-hand':
      return passed('by-hand', decided.user);
    case 'skip':
      return passed('skipped', decided.reason);
    default:
      return { next: 'failed', detail: failure.message };
  }
}

function waysOut(failure: Failure, context: WalkContext): readonly FailureWay[] {
  const retry = failure.action === undefined ? [] : (['retry'] as const);
  const handler = context.step?.onFailure === undefined ? [] : (['on-failure'] as const);
  return [...handler, ...retry, 'by-hand', 'skip', 'accept', 'end'];
}
