import { basename, relative } from 'node:path';
import { isAuthorOf } from '../adapters/git-authors.ts';
import type { DrillRecord } from '../drill/record.ts';
import { recordOfRun } from '../drill/record-of-run.ts';
import { foldRun } from '../events/fold-run.ts';
import type { ToldTimes } from '../events/told-time.ts';
import { appendDrillRecord, readDrillRecords } from '../journal/drill-records.ts';
import { readJournal } from '../journal/read-journal.ts';
import { digestOf, executionOf } from '../project/digest-of.ts';
import { drillFileOf } from '../project/drill-place.ts';
import type { LoadedRunbook } from '../project/load-runbook.ts';
import { UsageError } from '../project/usage-error.ts';
import { writeMessage } from './output.ts';
import { version } from './version.ts';

/** What was journaled of a run becomes a record of its runbook. Undefined where the run has not ended. */
export async function keepDrill(
  loaded: LoadedRunbook,
  runFolder: string,
  kind: DrillRecord['kind'],
  times: ToldTimes = {},
): Promise<DrillRecord | undefined> {
  const { events } = readJournal(runFolder);
  const facts = recordOfRun(events, foldRun(events), {
    kind,
    run: basename(runFolder),
    execution: executionOf(loaded.runbook),
    text: digestOf(loaded.text),
    everyMs: loaded.runbook.drill?.everyMs,
    times,
    tool: version,
    isAuthor: await isAuthorOf(loaded.path, loaded.folder),
  });
  if (facts === undefined) return undefined;
  const path = drillFileOf(loaded);
  const known = readDrillRecords(path).records.find(({ run }) => run === facts.run);
  if (known !== undefined) {
    if (Object.keys(times).length > 0)
      throw new UsageError(
        `${facts.run} is written down already, and a record is never changed`,
        'Give --at to the run or the drill itself, or when it is first written down.',
      );
    writeMessage(`It is written down already in ${relative(process.cwd(), path)}.`);
    return known;
  }
  const record = appendDrillRecord(path, facts);
  writeMessage(`Written down in ${relative(process.cwd(), path)}\nCommit it, so that everybody sees it.`);
  return record;
}

/** At the end of a drill. What has happened stays so where it cannot be written down; the journal has it. */
export async function keepEndedDrill(loaded: LoadedRunbook, { id, folder }: KeptDrill): Promise<void> {
  try {
    await keepDrill(loaded, folder, 'drill');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    writeMessage(`The drill could not be written down: ${why}\nOnce it can be: runbook drills record ${id}`);
  }
}

interface KeptDrill {
  readonly id: string;
  /** Where its journal is. */
  readonly folder: string;
}
