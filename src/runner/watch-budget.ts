import type { EventBodyOf } from '../events/event.ts';
import type { Action } from '../runbook/action.ts';
import { stepOf } from './run-plan.ts';
import type { Running } from './running.ts';

/** Records the moment a step goes over its budget; nothing is stopped. */
export function startBudgetWatch(step: string, running: Running): void {
  const budgetMs = running.state.steps.get(step)?.budget?.upperMs;
  const advice = stepOf(running.plan, step)?.overBudget;
  const isUnderWay = () => running.state.steps.get(step)?.status === 'running';
  if (budgetMs !== undefined) watch({ of: step, budgetMs, advice }, isUnderWay, running);
}

/** The same for one action of a step. */
export function startActionBudgetWatch({ address, budgetMs }: Action, running: Running): void {
  const isUnderWay = () => running.state.actions.get(address)?.status !== 'ended';
  if (budgetMs !== undefined) watch({ of: address, budgetMs }, isUnderWay, running);
}

/** The same for the whole run. */
export function startRunBudgetWatch(running: Running): void {
  const budgetMs = running.plan.runbook.budget?.upperMs;
  if (budgetMs !== undefined) watch({ of: 'run', budgetMs }, () => running.state.ended === undefined, running);
}

type Passed = Omit<EventBodyOf<'budget-passed'>, 'type'>;

function watch(passed: Passed, isUnderWay: () => boolean, running: Running): void {
  running.ports.clock
    .sleep(passed.budgetMs, running.ports.interruption.ended)
    .then(() => (isUnderWay() ? running.append({ type: 'budget-passed', ...passed }) : undefined))
    .catch(() => undefined);
}
