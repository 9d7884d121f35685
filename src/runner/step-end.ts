import type { StepOutcome } from '../events/event.ts';
import type { Step } from '../runbook/step.ts';
import type { Command } from './command.ts';
import type { Walk, Way } from './walk.ts';

const outcomes: Readonly<Record<Way, StepOutcome>> = {
  nothing: 'skipped-condition',
  succeeded: 'succeeded',
  'by-checks': 'succeeded-by-checks',
  'by-hand': 'by-hand',
  accepted: 'accepted',
  skipped: 'skipped',
  'cannot-tell': 'skipped-cannot-tell',
};

/** How a step ends whose body is through or has failed. */
export function stepEnd(step: Step, walk: Exclude<Walk, { next: 'command' }>): Command {
  if (walk.next === 'failed') return { do: 'end-step', step: step.id, outcome: 'failed', detail: walk.detail };
  const detail = walk.detail ?? (walk.how === 'nothing' ? 'nothing in it is to be run here' : undefined);
  return { do: 'end-step', step: step.id, outcome: outcomes[walk.how], detail };
}
