import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Budget, formatBudget } from '../runbook/budget.ts';
import { formatClock } from '../runbook/duration.ts';
import type { TimeSum } from './step-graph.ts';

/** A run that promises less time than its steps do is late before it begins. */
export function checkBudgetSum(budget: Budget | undefined, inAll: TimeSum): readonly Diagnostic[] {
  if (budget === undefined || budget.upperMs >= inAll.upperMs) return [];
  const message = `${describeSum(inAll)}; this promises ${formatClock(budget.upperMs)}`;
  return [diagnose('budget-sum', budget.place, message, 'Shorten a step, or promise what the drills show.')];
}

function describeSum(inAll: TimeSum): string {
  const all = inAll.steps.length;
  const withBudget = all - inAll.withoutBudget.length;
  const sum = formatBudget(inAll);
  if (withBudget === 1) return `the budget of ${all === 1 ? 'the only step' : `1 of the ${all} steps`} is ${sum}`;
  return `the budgets of ${withBudget === all ? '' : `${withBudget} of `}the ${all} steps add up to ${sum}`;
}
