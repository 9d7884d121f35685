import type { RunState } from '../events/run-state.ts';
import type { When } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { asYesNo } from '../runbook/check-input.ts';
import { conditionsIn } from '../runbook/nodes-in.ts';
import { dispositionOf, type RunPlan } from './run-plan.ts';
import type { RunValues } from './values.ts';

export type Decision = 'yes' | 'no' | 'unknown';

/** What `when=` says now; `unknown` when its source was skipped or is neither yes nor no. */
export function decideWhen(when: When, plan: RunPlan, state: RunState, values: RunValues): Decision {
  const decision = sourceOf(when.name, plan, state, values);
  if (decision === 'unknown' || !when.negated) return decision;
  return decision === 'yes' ? 'no' : 'yes';
}

function sourceOf(name: string, plan: RunPlan, state: RunState, values: RunValues): Decision {
  const value = values.byName.get(name);
  if (value !== undefined) return asYesNo(value) ?? 'unknown';
  const action = allActionsOf(plan.runbook).find((one) => one.id === name || one.address === name);
  const found = action === undefined ? undefined : state.actions.get(action.address);
  // What a person did at a terminal of their own says nothing by its exit code.
  if (found?.status !== 'ended' || dispositionOf(plan, found.address).may !== 'run') return 'unknown';
  if (found.exitCode === 0 || (found.exitCode === undefined && found.outcome === 'succeeded')) return 'yes';
  return found.exitCode === 1 ? 'no' : 'unknown';
}

/** Actions whose exit status is a yes or no for some `when=`: 1 is an answer there, not a failure. */
export function decidingActions(plan: RunPlan): ReadonlySet<string> {
  const names = new Set<string>();
  for (const step of [...plan.runbook.steps, ...plan.runbook.undo]) {
    for (const when of [step.when, step.condition?.when]) if (when !== undefined) names.add(when.name);
    for (const { when } of conditionsIn(step.body)) if (when !== undefined) names.add(when.name);
  }
  for (const action of allActionsOf(plan.runbook)) if (action.when !== undefined) names.add(action.when.name);
  const deciding = allActionsOf(plan.runbook).filter((action) => names.has(action.id) || names.has(action.address));
  return new Set(deciding.map((action) => action.address));
}
