import type { Running } from './running.ts';

/** Records the moment a step goes over its budget; nothing is stopped. */
export function startBudgetWatch(step: string, running: Running): void {
  const budgetMs = running.state.steps.get(step)?.budget?.upperMs;
  if (budgetMs !== undefined) watch(step, budgetMs, () => running.state.steps.get(step)?.status === 'running', running);
}

/** The same for the whole run. */
export function startRunBudgetWatch(running: Running): void {
  const budgetMs = running.plan.runbook.budget?.upperMs;
  if (budgetMs !== undefined) watch('run', budgetMs, () => running.state.ended === undefined, running);
}

function watch(of: string, budgetMs: number, isUnderWay: () => boolean, running: Running): void {
  running.ports.clock
    .sleep(budgetMs, running.ports.interruption.ended)
    .then(() => (isUnderWay() ? running.append({ type: 'budget-passed', of, budgetMs }) : undefined))
    .catch(() => undefined);
}
