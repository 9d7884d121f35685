import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../runbook/environment.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { classifyActions } from './classify-actions.ts';
import type { LoadedRunbook } from './load-runbook.ts';

/** A plan and what classification says of the file; a literal target that differs from the environment's is an error. */
export interface Planned {
  readonly plan: RunPlan;
  readonly diagnostics: readonly Diagnostic[];
}

export async function planRun(loaded: LoadedRunbook, environment: Environment | undefined): Promise<Planned> {
  const { runbook, graph } = loaded;
  const { dispositions, diagnostics } = await classifyActions(runbook, environment);
  return { plan: { runbook, graph, dispositions, environment }, diagnostics };
}
