import type { Action } from '../runbook/action.ts';
import type { Refused, Runnable } from '../runbook/disposition.ts';
import type { WalkContext } from './walk.ts';

/**
 * Refuses an action that reads a variable which no earlier action has set: those that could were skipped, have failed or
 * were done by hand. Without it a command may do something else than was meant: `rm -rf "$TARGET/"`.
 */
export function refuseUnset(
  { dependsOn }: Pick<Runnable, 'dependsOn'>,
  { place }: Action,
  hasSet: (address: string, variable: string) => boolean,
): Refused | undefined {
  const unset = dependsOn.find(({ variable, setBy }) => !setBy.some((address) => hasSet(address, variable)));
  if (unset === undefined) return undefined;
  const { variable, setBy } = unset;
  return {
    may: 'be-refused',
    row: 15,
    reasons: [`it reads $${variable}, and what would have set it has not succeeded: ${setBy.join(', ')}`],
    code: 'variable-never-assigned',
    line: place.line,
    hint: `Do it by hand with the value that $${variable} stands for.`,
  };
}

/** Whether an action has set a variable that is still there: before the session was lost does not count for what was lost with it. */
export function hasSet({ state, values }: WalkContext): (address: string, variable: string) => boolean {
  const resumedSeq = state.resumed.at(-1)?.seq ?? 0;
  return (address, variable) => {
    const found = state.actions.get(address);
    if (found?.status !== 'ended' || found.outcome !== 'succeeded') return false;
    return !values.lostVariables.has(variable) || found.ended.seq > resumedSeq;
  };
}
