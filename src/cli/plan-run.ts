import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { RunState } from '../events/run-state.ts';
import { classifyActions } from '../project/classify-actions.ts';
import { InvalidRunbookError } from '../project/invalid-runbook-error.ts';
import type { LoadedRunbook } from '../project/load-runbook.ts';
import { UsageError } from '../project/usage-error.ts';
import type { Environment } from '../runbook/environment.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { editedSources, type Judge, takeEdits } from '../runner/take-edits.ts';
import type { KeptRunbook } from './load-kept-runbook.ts';

/** What may be done with the actions of a runbook that was edited, under the same rules as with those of its file. */
export function judgeFor(environment: Environment | undefined): Judge {
  return async (runbook) => {
    const { dispositions, diagnostics } = await classifyActions(runbook, environment);
    const wrong = diagnostics.find(({ code }) => code === 'target-mismatch');
    return wrong === undefined ? { dispositions } : { refused: wrong.message };
  };
}

/** The plan of a run that stands in a journal: with the commands that were edited in it. */
export async function planKeptRun(
  { loaded, droppedEdits }: Pick<KeptRunbook, 'loaded' | 'droppedEdits'>,
  environment: Environment | undefined,
  state: RunState,
): Promise<RunPlan> {
  const { plan } = await planRun(loaded, environment);
  const sources = editedSources(state);
  for (const address of droppedEdits) sources.delete(address);
  const refusal = await takeEdits(plan, sources, judgeFor(environment));
  if (refusal === undefined) return plan;
  throw new UsageError(
    `what was edited in this run cannot be run any more: ${[...sources.keys()].join(', ')}: ${refusal}`,
    'runbook report shows the edited commands.',
  );
}

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
