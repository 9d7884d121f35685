import { join } from 'node:path';
import { findRoot } from '../../journal/find-root.ts';
import { listRunNames } from '../../journal/list-runs.ts';
import { readJournal } from '../../journal/read-journal.ts';
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
  const folder = join(runsFolderOf(stateFolder), runNamed(id, listRunNames(stateFolder)));
  const { events, chain, torn } = readJournal(folder);
  const warnings = [
    ...(chain.state === 'whole' ? [] : [`the journal is ${chain.state} at line ${chain.line}: ${chain.why}`]),
    ...(torn === undefined ? [] : ['the last line of the journal is torn']),
  ];
  const logText = flags.output ? (file: string) => readLog(folder, file) : undefined;
  writeResult(render(events, { logText, warnings }));
  return 0;
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
