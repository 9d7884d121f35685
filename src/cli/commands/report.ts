import { join } from 'node:path';
import { contradictionsOf } from '../../events/contradictions.ts';
import { foldRun } from '../../events/fold-run.ts';
import type { AnyEvent } from '../../events/run-state.ts';
import { differenceOf } from '../../journal/check-log.ts';
import { findRoot } from '../../journal/find-root.ts';
import { listRunNames } from '../../journal/list-runs.ts';
import { damageOf, newerVersionOf, readJournal } from '../../journal/read-journal.ts';
import { readLog } from '../../journal/read-log.ts';
import { resolveRun } from '../../journal/run-name.ts';
import { runsFolderOf, stateFolderOf } from '../../journal/state-folder.ts';
import { reportJson } from '../../reporters/report-json.ts';
import { reportMarkdown } from '../../reporters/report-markdown.ts';
import { writeResult } from '../output.ts';
import { UsageError, unknownName } from '../usage-error.ts';

const reporters = { md: reportMarkdown, json: reportJson };

/** `runbook report [ID]`: the timeline of a run, the newest when none is named. */
export function report(id: string | undefined, flags: { readonly format: string; readonly output: boolean }): number {
  const render = Object.entries(reporters).find(([name]) => name === flags.format)?.[1];
  if (render === undefined) throw unknownName('format', flags.format, Object.keys(reporters));
  const stateFolder = stateFolderOf(findRoot(process.cwd())).folder;
  const name = runNamed(id, listRunNames(stateFolder));
  const folder = join(runsFolderOf(stateFolder), name);
  const reading = readJournal(folder);
  refuseNewer(name, newerVersionOf(reading));
  const { events, torn } = reading;
  const damage = damageOf(reading);
  const doubts = [
    ...(damage === undefined ? [] : [`the journal is DAMAGED at line ${damage.line}: ${damage.why}`]),
    ...contradictionsOf(foldRun(events)),
    ...(flags.output ? logDoubts(folder, events) : []),
  ];
  const isCutOff = torn !== undefined && damage === undefined;
  const warnings = isCutOff ? [...doubts, 'the last line of the journal is torn'] : doubts;
  const logText = flags.output ? (file: string) => readLog(folder, file) : undefined;
  writeResult(render(events, { logText, warnings }));
  return doubts.length === 0 ? 0 : 1;
}

function refuseNewer(name: string, version: number | undefined): void {
  if (version === undefined) return;
  throw new UsageError(
    `run ${name} was written by a newer version of runbook: its journal has version ${version}, 1 is read here`,
    'Update runbook to read it.',
  );
}

/** Logs that are shown and are not what the journal says of them. */
function logDoubts(folder: string, events: readonly AnyEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type !== 'action-ended' || event.log === undefined) return [];
    return differenceOf(folder, event.log) ?? [];
  });
}

function runNamed(part: string | undefined, names: readonly string[]): string {
  const newest = names[0];
  if (newest === undefined) throw new UsageError('there are no runs in this project', 'runbook run FILE makes one.');
  if (part === undefined) return newest;
  const found = resolveRun(names, part);
  if (found.found === 'one') return found.name;
  if (found.found === 'several')
    throw new UsageError(`several runs match "${part}"`, `Name one: ${found.names.join(', ')}.`);
  throw new UsageError(`no run matches "${part}"`, `The newest is ${newest}; runbook runs lists them all.`);
}
