import { foldRun } from '../events/fold-run.ts';
import { isLeftBroken } from '../events/run-state.ts';
import { summarizeRuns } from '../journal/list-runs.ts';
import { readJournal } from '../journal/read-journal.ts';
import { drilledName } from './drill-place.ts';
import { allRuns } from './find-run.ts';

/** The runbooks whose drill was cut off before what it broke was brought back, by `drilledName`. */
export function leftBrokenIn(root: string): ReadonlySet<string> {
  const runs = allRuns(root);
  const drills = summarizeRuns(runs).filter(({ drill, standing }) => drill && standing.state !== 'running');
  return new Set(
    drills.flatMap(({ name, standing }) => {
      const folder = runs.find((run) => run.name === name)?.folder;
      if (folder === undefined || standing.state === 'ended') return [];
      const state = foldRun(readJournal(folder).events);
      const { file, procedure } = state.started?.runbook ?? {};
      return file !== undefined && isLeftBroken(state) ? [drilledName({ path: file, procedure })] : [];
    }),
  );
}
