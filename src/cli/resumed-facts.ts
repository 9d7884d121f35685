import type { RunState } from '../events/run-state.ts';
import type { ResumedFacts } from '../runner/resumed-facts.ts';
import type { KeptRunbook } from './load-kept-runbook.ts';
import type { RestoredSession } from './restore-session.ts';

/** What the screen of a resume says of how the run stood still, what is as it was, and what is not. */
export function resumedFacts(state: RunState, { change }: KeptRunbook, { same, lost }: RestoredSession): ResumedFacts {
  const isSame = change.state === 'same';
  return {
    stopped: howItStopped(state),
    same: [...(isSame ? ['runbook file'] : []), 'inputs', ...same],
    lost,
    changed: isSame ? undefined : change.text,
    difference: change.state === 'changed' ? change.rows : [],
  };
}

/** As the end of a sentence. */
function howItStopped({ paused, ended }: RunState): string {
  if (paused !== undefined)
    return `paused by ${paused.user}${paused.reason === undefined ? '' : ` (${paused.reason})`}.`;
  if (ended !== undefined) return `${ended.reasons[0] ?? ended.outcome}.`;
  return 'killed, or the machine went down.';
}
