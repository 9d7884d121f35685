import { formatBudget } from '../runbook/budget.ts';
import { formatClock } from '../runbook/duration.ts';
import type { StepOutcome } from './event.ts';
import type { EventOf, Range } from './run-state.ts';

const words: Readonly<Record<StepOutcome, string>> = {
  succeeded: 'succeeded',
  'succeeded-by-checks': 'succeeded (by its checks)',
  failed: 'failed',
  'skipped-condition': 'skipped',
  'skipped-cannot-tell': 'skipped (cannot tell)',
  skipped: 'skipped',
  'by-hand': 'done by hand',
  accepted: 'accepted',
  refused: 'refused',
  unknown: 'UNKNOWN',
  'not-reached': 'not reached',
};

/** `succeeded`, `skipped (answer: no)`, `done by hand (mira)`: how a step ended, in the words of the screens. */
export function outcomeText(outcome: StepOutcome, detail?: string): string {
  const why = detail ?? (outcome === 'skipped-condition' ? 'condition' : undefined);
  return why === undefined || words[outcome].endsWith(')') ? words[outcome] : `${words[outcome]} (${why})`;
}

/** `met`, `NOT MET`, `open`. */
export function criterionText(verdict: EventOf<'check-ended'>['verdict'] | undefined): string {
  return verdict === 'not-met' ? 'NOT MET' : (verdict ?? 'open');
}

/** `3:11 of 5:00, within budget`, `6:12 of 5:00, OVER BUDGET by 1:12`, or `3:11` where nothing was promised. */
export function timeText(elapsedMs: number, budget: Range | undefined): string {
  if (budget === undefined) return formatClock(elapsedMs);
  const overMs = elapsedMs - budget.upperMs;
  const verdict = overMs > 0 ? `OVER BUDGET by ${formatClock(overMs)}` : 'within budget';
  return `${formatClock(elapsedMs)} of ${formatBudget(budget)}, ${verdict}`;
}
