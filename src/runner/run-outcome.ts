import type { RunOutcome } from '../events/event.ts';
import type { RunState } from '../events/run-state.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { RunPlan } from './run-plan.ts';

export interface Outcome {
  readonly outcome: Exclude<RunOutcome, 'interrupted' | 'aborted'>;
  /** What keeps it from being succeeded, one sentence each. */
  readonly reasons: readonly string[];
}

/** Succeeded only when every step and every criterion is; whatever nobody verified makes it unverified. */
export function outcomeOf(plan: RunPlan, state: RunState): Outcome {
  const failed: string[] = [];
  const open: string[] = [];
  for (const [id, step] of state.steps) {
    if (step.status !== 'ended') {
      if (plan.graph.order.includes(id)) open.push(`${step.title}: not reached`);
      continue;
    }
    if (step.outcome === 'failed' || step.outcome === 'unknown' || step.outcome === 'refused')
      failed.push(sentence(step.title, step.outcome, step.detail));
    if (step.outcome === 'skipped' || step.outcome === 'skipped-cannot-tell')
      open.push(sentence(step.title, 'skipped', step.detail ?? 'cannot tell'));
    if (step.outcome === 'not-reached') open.push(sentence(step.title, 'not reached', step.detail));
  }
  for (const criterion of plan.runbook.criteria) {
    const verdict = state.criteria.get(criterion.id)?.verdict ?? 'open';
    if (verdict === 'not-met') failed.push(`${criterion.text}: NOT MET`);
    if (verdict === 'open') open.push(`${criterion.text}: open`);
  }
  for (const { background, address } of allActionsOf(plan.runbook)) {
    const action = background ? state.actions.get(address) : undefined;
    if (action?.status === 'ended' && action.outcome === 'failed')
      open.push(`${address}: ${action.message ?? 'failed'}`);
  }
  for (const item of plan.runbook.prerequisites.asked) {
    if (state.answers.get(item.id)?.answer === 'unknown') open.push(`${item.text}: cannot tell`);
  }
  if (failed.length > 0) return { outcome: 'failed', reasons: failed };
  return open.length > 0 ? { outcome: 'unverified', reasons: open } : { outcome: 'succeeded', reasons: [] };
}

function sentence(title: string, word: string, detail: string | undefined): string {
  return detail === undefined ? `${title}: ${word}` : `${title}: ${word}, ${detail}`;
}
