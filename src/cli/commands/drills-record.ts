import { readJournal } from '../../journal/read-journal.ts';
import { findRun } from '../find-run.ts';
import { keepDrill } from '../keep-drill.ts';
import { loadValidRunbook } from '../load-runbook.ts';
import { UsageError } from '../usage-error.ts';

/** `runbook drills record ID`: a real run beside the drills of its runbook, counted apart; a drill that could not be written down. */
export async function drillsRecord(id: string): Promise<number> {
  const run = findRun(id);
  const started = readJournal(run.folder).events.find((event) => event.type === 'run-started');
  if (started?.type !== 'run-started' || started.runbook.file === undefined)
    throw new UsageError(`${run.id} does not say which runbook it ran`, 'Its journal begins otherwise than it should.');
  const { file, procedure } = started.runbook;
  const loaded = loadValidRunbook(procedure === undefined ? file : `${file}#${procedure}`);
  if ((await keepDrill(loaded, run.folder, started.drill ? 'drill' : 'run')) !== undefined) return 0;
  throw new UsageError(`${run.id} has not ended`, 'Go on with it: runbook resume.');
}
