import { formatClock, formatWords } from '../runbook/duration.ts';
import type { Step } from '../runbook/step.ts';
import { type ParseContext, report } from './parse-context.ts';

/** `(0-5 min)`, `(5-10 min)`, …: windows of the clock, each beginning where the last ended, are not added up. */
export function resolveWindows(steps: readonly Step[], context: ParseContext): readonly Step[] {
  const timed = steps.flatMap((step) => step.budget ?? []);
  const areWindows =
    timed.length > 1 && timed.every((budget, index) => budget.lowerMs === (timed[index - 1]?.upperMs ?? 0));
  if (!areWindows) return steps;
  return steps.map((step) => {
    const budget = step.budget;
    if (budget === undefined) return step;
    const lengthMs = budget.upperMs - budget.lowerMs;
    const message = `${formatClock(budget.lowerMs)} to ${formatClock(budget.upperMs)} is a window of the clock, not the time the step takes`;
    const hint = `Write the step's own time: (${formatWords(lengthMs)}).`;
    report(context, 'budget-window', budget.place, message, hint);
    return { ...step, budget: { ...budget, lowerMs: lengthMs, upperMs: lengthMs } };
  });
}
