import { dirname, join } from 'node:path';
import { contradictionsOf } from '../../events/contradictions.ts';
import { foldRun } from '../../events/fold-run.ts';
import { findRoot } from '../../journal/find-root.ts';
import { damageOf, newerVersionOf, readJournal } from '../../journal/read-journal.ts';
import { readLog } from '../../journal/read-log.ts';
import { changedLogs } from '../../journal/verify-run.ts';
import { findRun } from '../../project/find-run.ts';
import { loadValidRunbook } from '../../project/load-runbook.ts';
import { pageAddress, pagePathOf } from '../../project/page-address.ts';
import { readConfig } from '../../project/read-config.ts';
import { UsageError, unknownName } from '../../project/usage-error.ts';
import { reportJson } from '../../reporters/report-json.ts';
import { reportMarkdown } from '../../reporters/report-markdown.ts';
import { writeResult } from '../output.ts';

const reporters = { md: reportMarkdown, json: reportJson };

/** `runbook report [ID]`: the timeline of a run, the newest when none is named. */
export function report(id: string | undefined, flags: { readonly format: string; readonly output: boolean }): number {
  const render = Object.entries(reporters).find(([name]) => name === flags.format)?.[1];
  if (render === undefined) throw unknownName('format', flags.format, Object.keys(reporters));
  const { name, folder } = findRun(id);
  const reading = readJournal(folder);
  refuseNewer(name, newerVersionOf(reading));
  const { events, torn } = reading;
  const damage = damageOf(reading);
  const state = foldRun(events);
  const doubts = [
    ...(damage === undefined ? [] : [`the journal is DAMAGED at line ${damage.line}: ${damage.why}`]),
    ...contradictionsOf(state),
    ...(flags.output ? changedLogs(folder, events) : []),
  ];
  const isCutOff = torn !== undefined && damage === undefined;
  const warnings = isCutOff ? [...doubts, 'the last line of the journal is torn'] : doubts;
  const logText = flags.output ? (file: string) => readLog(folder, file) : undefined;
  const pageOf = pageOfRun(state.started?.runbook);
  writeResult(render(events, { logText, warnings, pageOf }));
  return doubts.length === 0 ? 0 : 1;
}

/** What is known of where a run has its runbook from. */
interface RunPlace {
  readonly file?: string | undefined;
  readonly procedure?: string | undefined;
}

/** Where the site of the project has the runbook, when there is one. */
function pageOfRun({ file, procedure }: RunPlace = {}): ((step: string | undefined) => string) | undefined {
  if (file === undefined || file === '-') return undefined;
  const root = findRoot(dirname(file));
  const url = siteOf(root);
  if (url === undefined) return undefined;
  const path = pagePathOf(file, join(root, 'runbooks'));
  const headings = procedure === undefined ? undefined : headingsOf(`${file}#${procedure}`);
  return (step) => pageAddress(url, path, step === undefined ? procedure : (headings?.get(step) ?? step));
}

/** Steps of several procedures may have one id, but no two headings of a page have one anchor. */
function headingsOf(place: string): ReadonlyMap<string, string> {
  try {
    const { steps, undo } = loadValidRunbook(place).runbook;
    return new Map([...steps, ...undo].flatMap(({ id, anchor }) => (anchor === '' ? [] : [[id, anchor]])));
  } catch {
    // It is gone, or was changed since into what cannot be read.
    return new Map();
  }
}

/** A report is told whatever became of the configuration. */
function siteOf(root: string): string | undefined {
  try {
    return readConfig(root).site?.url;
  } catch {
    return undefined;
  }
}

function refuseNewer(name: string, version: number | undefined): void {
  if (version === undefined) return;
  throw new UsageError(
    `run ${name} was written by a newer version of runbook: its journal has version ${version}, 1 is read here`,
    'Update runbook to read it.',
  );
}
