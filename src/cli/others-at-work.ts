import { foldRun } from '../events/fold-run.ts';
import { holdFoldersOf } from '../journal/hold-folders.ts';
import { holderOf } from '../journal/hold-run.ts';
import { readJournal } from '../journal/read-journal.ts';
import { allRuns } from '../project/find-run.ts';
import type { RunPlan } from '../runner/run-plan.ts';

/** Live runs of the same runbook or against the same environment, one sentence each: two hands at one target. */
export function othersAtWork(root: string, { runbook, environment: chosen }: RunPlan): readonly string[] {
  const [name, environment] = [runbook.name, chosen?.name];
  return allRuns(root).flatMap(({ id, name: run, folder }) => {
    const holder = holderOf(holdFoldersOf(root, run));
    if (holder === undefined) return [];
    const { started } = foldRun(readJournal(folder).events);
    const isSameRunbook = started?.runbook.name === name && started.environment === environment;
    const isSameTarget = environment !== undefined && started?.environment === environment;
    if (started === undefined || (!isSameRunbook && !isSameTarget)) return [];
    const where = started.environment === undefined ? '' : ` in ${started.environment}`;
    const { user, host, since } = holder;
    return [
      `run ${id} of ${started.runbook.name}${where} is under way: ${user} has it on ${host} since ${since.slice(11, 19)}Z; look on with: runbook follow ${id}`,
    ];
  });
}
