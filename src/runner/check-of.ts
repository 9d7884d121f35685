import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Criterion } from '../runbook/runbook.ts';
import { dispositionOf, type RunPlan } from './run-plan.ts';

/** The check that answers a criterion, wherever it stands; undefined when a person has to. */
export function checkOf(criterion: Criterion, plan: RunPlan): Action | undefined {
  const action = allActionsOf(plan.runbook).find(({ address }) => address === criterion.check);
  return action !== undefined && dispositionOf(plan, action.address).may === 'run' ? action : undefined;
}
