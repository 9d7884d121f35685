import { clockMs, type RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { RunPlan } from './run-plan.ts';

export interface FinishProjection {
  /** Milliseconds since the run began at which it would end if what is left takes its budget. */
  readonly finishMs: number;
  /** A step past its budget makes it a lower bound. */
  readonly bound: 'about' | 'after';
  /** What it comes from: what drills took of each step that is left, or what is promised. */
  readonly by: 'drills' | 'budget';
  /** Left of the run's budget; negative when it goes over; undefined when none was promised. */
  readonly spareMs: number | undefined;
}

/** Now, plus what is left: as drills took it, else its budgets. Undefined when a step that is left has neither. */
export function projectFinish(plan: RunPlan, state: RunState, elapsedMs: number): FinishProjection | undefined {
  return project(plan, state, elapsedMs, (upperMs, usedMs) => Math.max(0, upperMs - usedMs));
}

/**
 * When the run would end if a failed action were run again now: it takes as long as it did, or as its own budget says
 * where that is more. What its step had left counts only if that is longer still.
 */
export function finishAfterRetry(
  plan: RunPlan,
  state: RunState,
  elapsedMs: number,
  action: Action,
): FinishProjection | undefined {
  const found = state.actions.get(action.address);
  const tookMs = found?.status === 'ended' ? found.ended.elapsedMs : 0;
  const againMs = Math.max(tookMs, action.budgetMs ?? 0);
  return project(plan, state, elapsedMs, (upperMs, usedMs) => Math.max(againMs, upperMs - usedMs));
}

function project(
  plan: RunPlan,
  state: RunState,
  elapsedMs: number,
  leftOfRunning: (upperMs: number, usedMs: number) => number,
): FinishProjection | undefined {
  let leftMs = 0;
  let bound: FinishProjection['bound'] = 'about';
  let by: FinishProjection['by'] = plan.practice === undefined ? 'budget' : 'drills';
  for (const id of plan.graph.order) {
    const step = state.steps.get(id);
    if (step?.status === 'ended') continue;
    const budgetMs = plan.runbook.steps.find((candidate) => candidate.id === id)?.budget?.upperMs;
    const drilledMs = plan.practice?.steps.get(id);
    const upperMs = drilledMs ?? budgetMs;
    if (upperMs === undefined) return undefined;
    if (drilledMs === undefined) by = 'budget';
    const usedMs = step?.status === 'running' ? elapsedMs - step.startedMonoMs : 0;
    if (usedMs > Math.max(upperMs, budgetMs ?? 0)) bound = 'after';
    leftMs += step?.status === 'running' ? leftOfRunning(upperMs, usedMs) : upperMs;
  }
  const finishMs = clockMs(state, elapsedMs) + leftMs;
  const budgetMs = plan.runbook.budget?.upperMs;
  return { finishMs, bound, by, spareMs: budgetMs === undefined ? undefined : budgetMs - finishMs };
}
