import type { EventBodyOf } from '../events/event.ts';
import { clockMs } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import { stepOf } from './run-plan.ts';
import type { Running } from './running.ts';

/** Records the moment a step goes over its budget; nothing is stopped. */
export function startBudgetWatch(step: string, running: Running): void {
  const budgetMs = running.state.steps.get(step)?.budget?.upperMs;
  const advice = stepOf(running.plan, step)?.overBudget;
  const found = running.state.steps.get(step);
  const isUnderWay = () => running.state.steps.get(step)?.status === 'running';
  const usedMs = found?.status === 'running' ? running.elapsedMs() - found.startedMonoMs : 0;
  if (budgetMs !== undefined && !running.state.budgetsPassed.has(step))
    watch({ of: step, budgetMs, advice }, usedMs, isUnderWay, running);
}

/** The same for one action of a step. */
export function startActionBudgetWatch({ address, budgetMs }: Action, running: Running): void {
  const isUnderWay = () => running.state.actions.get(address)?.status !== 'ended';
  if (budgetMs !== undefined) watch({ of: address, budgetMs }, 0, isUnderWay, running);
}

/** The same for the whole run. What was passed once is passed for good. */
export function startRunBudgetWatch(running: Running): void {
  const budgetMs = running.plan.runbook.budget?.upperMs;
  if (budgetMs !== undefined && !running.state.budgetsPassed.has('run'))
    watch(
      { of: 'run', budgetMs },
      clockMs(running.state, running.elapsedMs()),
      () => running.state.ended === undefined,
      running,
    );
}

type Passed = Omit<EventBodyOf<'budget-passed'>, 'type'>;

/** A run that goes on has used some of it already. */
function watch(passed: Passed, usedMs: number, isUnderWay: () => boolean, running: Running): void {
  running.ports.clock
    .sleep(Math.max(0, passed.budgetMs - usedMs), running.ports.interruption.ended)
    .then(() => (isUnderWay() ? running.append({ type: 'budget-passed', ...passed }) : undefined))
    .catch(() => undefined);
}
