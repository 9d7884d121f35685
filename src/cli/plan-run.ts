import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment } from '../runbook/environment.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { classifyActions } from './classify-actions.ts';
import { InvalidRunbookError } from './invalid-runbook-error.ts';
import type { LoadedRunbook } from './load-runbook.ts';

/** A plan, and what classification says of the file. */
export interface Planned {
  readonly plan: RunPlan;
  readonly diagnostics: readonly Diagnostic[];
}

/** A command that names another target than the environment's is refused before anything runs. */
export async function planRun(loaded: LoadedRunbook, environment: Environment | undefined): Promise<Planned> {
  const { runbook, graph } = loaded;
  const { dispositions, diagnostics } = await classifyActions(runbook, environment);
  const wrongTargets = diagnostics.filter((diagnostic) => diagnostic.code === 'target-mismatch');
  if (wrongTargets.length > 0) throw new InvalidRunbookError({ ...loaded, diagnostics: wrongTargets });
  return { plan: { runbook, graph, dispositions, environment }, diagnostics };
}
