import { foldRun } from '../events/fold-run.ts';
import { isLeftBroken } from '../events/run-state.ts';
import { summarizeRuns } from '../journal/list-runs.ts';
import { readJournal } from '../journal/read-journal.ts';
import { allRuns } from './find-run.ts';

/** The files of runbooks whose drill was cut off before what it broke was brought back. */
export function leftBrokenIn(root: string): ReadonlySet<string> {
  const runs = allRuns(root);
  const drills = summarizeRuns(runs).filter(({ drill, standing }) => drill && standing.state !== 'running');
  return new Set(
    drills.flatMap(({ name, standing }) => {
      const folder = runs.find((run) => run.name === name)?.folder;
      if (folder === undefined || standing.state === 'ended') return [];
      const state = foldRun(readJournal(folder).events);
      const file = state.started?.runbook.file;
      return file !== undefined && isLeftBroken(state) ? [file] : [];
    }),
  );
}
