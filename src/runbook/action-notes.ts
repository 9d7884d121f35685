import type { Action } from './action.ts';
import { formatClock } from './duration.ts';

/** What its author says of an action beside its effect, in words: `only when old`, `in /tmp`, `up to 3 attempts`. */
export function actionNotes({ when, cwd, background, timeoutMs, attempts, until }: Action): readonly string[] {
  return [
    when === undefined ? undefined : `only when ${when.negated ? 'not ' : ''}${when.name}`,
    cwd === undefined ? undefined : `in ${cwd}`,
    background ? 'in the background' : undefined,
    timeoutMs === undefined ? undefined : `timeout ${formatClock(timeoutMs)}`,
    attempts > 1 ? `up to ${attempts} attempts` : undefined,
    until === undefined ? undefined : `until it succeeds, for ${formatClock(until.limitMs)}`,
  ].filter((note) => note !== undefined);
}
