import { foldRun } from '../../events/fold-run.ts';
import { readJournal } from '../../journal/read-journal.ts';
import { findRun } from '../../project/find-run.ts';
import { UsageError } from '../../project/usage-error.ts';
import { keepDrill } from '../keep-drill.ts';
import { loadKeptRunbook } from '../load-kept-runbook.ts';
import { readTimes } from '../read-times.ts';

/** `runbook drills record ID`: a real run beside the drills of its runbook, counted apart; a drill that could not be written down. */
export async function drillsRecord(id: string, { at }: { readonly at?: readonly string[] }): Promise<number> {
  const times = readTimes(at, Date.now());
  const run = findRun(id);
  const state = foldRun(readJournal(run.folder).events);
  // What was executed, whatever became of the file since.
  const { loaded } = loadKeptRunbook({ ...run, state }, 'kept');
  const kind = state.started?.drill === true ? 'drill' : 'run';
  if ((await keepDrill(loaded, run.folder, kind, times)) !== undefined) return 0;
  throw new UsageError(`${run.id} has not ended`, 'Go on with it: runbook resume.');
}
