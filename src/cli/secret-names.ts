import { isSecretInput } from '../runbook/secret-name.ts';
import type { RunPlan } from '../runner/run-plan.ts';

/** Inputs whose values are secrets: declared so, or by their name. */
export function secretNamesOf({ runbook }: RunPlan): readonly string[] {
  return runbook.inputs.filter(isSecretInput).map(({ name }) => name);
}
