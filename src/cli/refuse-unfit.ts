import type { RunState } from '../events/run-state.ts';
import type { LoadedRunbook } from '../project/load-runbook.ts';
import { UsageError } from '../project/usage-error.ts';
import { actionsOf } from '../runbook/actions-of.ts';

/**
 * A changed file fits a run when every step that has ended is still in it, and when what has been run of the step that is
 * under way is the same in it. An action is known by its number where it has no id: another one may have taken that.
 */
export function refuseUnfit(state: RunState, kept: LoadedRunbook, changed: LoadedRunbook): void {
  for (const step of state.steps.values()) {
    if (step.status === 'not-begun') continue;
    const now = changed.runbook.steps.find(({ id }) => id === step.id);
    if (now === undefined)
      throw unfit(`step "${step.title}" (${step.id}) has been begun or done, and is not in the file any more`);
    if (step.status === 'running') refuseOtherActions(step.id, state, kept, changed);
  }
}

function refuseOtherActions(id: string, state: RunState, kept: LoadedRunbook, changed: LoadedRunbook): void {
  const begun = [...state.actions.values()].filter(({ step }) => step === id);
  for (const { address } of begun) {
    const sourceIn = ({ runbook }: LoadedRunbook) =>
      runbook.steps.flatMap(({ body }) => actionsOf(body)).find((action) => action.address === address)?.source;
    if (sourceIn(kept) === sourceIn(changed)) continue;
    throw unfit(`${address} was begun in the step that is under way, and is another command in the file now`);
  }
}

function unfit(message: string): UsageError {
  return new UsageError(
    `the run cannot go on with the changed file: ${message}`,
    'Leave --use-changed out: the run then goes on with the runbook that it began with.',
  );
}
