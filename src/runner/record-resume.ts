import type { EventBodyOf } from '../events/event.ts';
import type { Running } from './running.ts';
import { startBudgetWatch } from './watch-budget.ts';

/** Writes down who goes on with a run; the budget of the step that is under way goes on, too. */
export async function recordResume(running: Running, resumed: EventBodyOf<'run-resumed'>): Promise<void> {
  await running.append(resumed);
  const { currentStep } = running.state;
  if (currentStep !== undefined) startBudgetWatch(currentStep, running);
}

/** Then that nobody saw how what was in flight ended. */
export async function recordLoss(running: Running, ends: readonly EventBodyOf<'action-ended'>[]): Promise<void> {
  for (const end of ends) await running.append(end);
}
