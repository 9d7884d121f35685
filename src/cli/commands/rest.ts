import { foldRun } from '../../events/fold-run.ts';
import { readJournal } from '../../journal/read-journal.ts';
import { findRun } from '../../project/find-run.ts';
import { loadKeptRunbook } from '../load-kept-runbook.ts';
import { writeResult } from '../output.ts';
import { planKeptRun } from '../plan-run.ts';
import { restOfRun } from '../rest-of-run.ts';
import { restoreValues } from '../restore-values.ts';
import { chooseEnvironment, readGivenAnswers } from '../run-flags.ts';

/** `runbook plan --rest ID`: what is left of a run as plain commands, also while it goes on. */
export async function rest(part: string | undefined): Promise<number> {
  const run = findRun(part);
  const state = foldRun(readJournal(run.folder).events);
  const kept = loadKeptRunbook({ ...run, state }, 'kept');
  const { loaded } = kept;
  const plan = await planKeptRun(kept, chooseEnvironment(loaded.runbook, state.started?.environment), state);
  const values = restoreValues(state, plan, readGivenAnswers({}, plan, {}), undefined, {});
  writeResult(restOfRun({ plan, state, values }, run.folder, loaded.folder).join('\n'));
  return 0;
}
