import { findRoot } from '../../journal/find-root.ts';
import { summarizeRuns } from '../../journal/list-runs.ts';
import { pruneRuns } from '../../journal/prune-runs.ts';
import { stateFolderOf } from '../../journal/state-folder.ts';
import { allRuns } from '../../project/find-run.ts';
import { UsageError } from '../../project/usage-error.ts';
import { runsJson, runsTable } from '../../reporters/runs-list.ts';
import { parseDuration } from '../../runbook/duration.ts';
import { writeJson, writeResult } from '../output.ts';
import { systemClock } from '../system-clock.ts';

/** `runbook runs`: every run of this project, newest first. */
export function runs(flags: { readonly json?: boolean }): number {
  const all = summarizeRuns(allRuns());
  if (flags.json === true) writeResult(runsJson(all));
  else writeResult(runsTable(all));
  return 0;
}

/** `runbook runs prune --older 90d` */
export function prune(flags: { readonly older: string; readonly json?: boolean }): number {
  const olderThanMs = parseDuration(flags.older);
  if (olderThanMs === undefined)
    throw new UsageError(`--older does not take "${flags.older}"`, 'Write a duration such as 90d or 12h.');
  const stateFolder = stateFolderOf(findRoot(process.cwd())).folder;
  const gone = pruneRuns({ stateFolder, olderThanMs, clock: systemClock });
  if (flags.json === true) writeJson({ removed: gone });
  else writeResult(gone.length === 0 ? 'no runs were removed' : `removed ${gone.length}:\n${gone.join('\n')}`);
  return 0;
}
