import type { Budget } from '../runbook/budget.ts';
import { formatClock } from '../runbook/duration.ts';
import { type ParseContext, report } from './parse-context.ts';
import { isTurnedRange } from './time-text.ts';

/** `5-1 minutes` is a slip of the pen, and which of the two is meant cannot be told. */
export function reportTurnedRange(time: string, { place, upperMs }: Budget, context: ParseContext): void {
  if (!isTurnedRange(time)) return;
  const message = `"${time}" ends before it begins, so ${formatClock(upperMs)} counts`;
  report(context, 'budget-range', place, message, 'Write the shorter time first, as in 1-2 minutes.');
}

/** A heading promises in the sight of everybody, so its budget counts. */
export function reportSecondBudget(
  heading: Budget | undefined,
  stated: Budget | undefined,
  context: ParseContext,
): void {
  if (heading === undefined || stated === undefined || heading.upperMs === stated.upperMs) return;
  const promised = formatClock(heading.upperMs);
  const message = `budget= says ${formatClock(stated.upperMs)}, but the heading promises ${promised}, which counts`;
  report(context, 'budget-conflict', stated.place, message, 'Keep one of the two.');
}
