import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { RunState } from '../events/run-state.ts';
import { keptRunbookFile } from '../journal/new-run.ts';
import type { FoundRunbook } from '../project/find-runbook.ts';
import { type LoadedRunbook, loadValidText } from '../project/load-runbook.ts';
import { readSource } from '../project/read-source.ts';
import { UsageError } from '../project/usage-error.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { compareRunbook, type RunbookChange } from './compare-runbook.ts';
import type { ResumableRun } from './find-resumable.ts';
import { refuseUnfit } from './refuse-unfit.ts';

export interface KeptRunbook {
  /** What the run goes on with. */
  readonly loaded: LoadedRunbook;
  readonly change: RunbookChange;
  readonly goesOnWith: 'kept' | 'changed';
  /** Actions whose edit in this run is over, because the changed file has another command there. */
  readonly droppedEdits: readonly string[];
}

/** The runbook of a run as it was kept, whatever became of its file since; or its file as it is now, where that fits. */
export function loadKeptRunbook(
  run: Pick<ResumableRun, 'id' | 'folder' | 'state'>,
  wanted: 'kept' | 'changed',
): KeptRunbook {
  const { id, folder, state } = run;
  const { started } = state;
  if (started === undefined)
    throw new UsageError(`run ${id} does not say what it runs`, 'runbook run FILE begins a new one.');
  const { path, procedure, ...where } = started.runbook;
  const file = where.file ?? resolve(path);
  const found: FoundRunbook = { path: file, shown: shownPath(file), procedure };
  const begins = where.folder ?? dirname(file);
  const text = readKept(join(folder, keptAs(state)), id);
  const kept = loadValidText(found, text, begins);
  const now = readNow(file);
  const change = compareRunbook(kept, now);
  if (wanted === 'kept' || change.state === 'same')
    return { loaded: kept, change, goesOnWith: 'kept', droppedEdits: [] };
  if (now === undefined)
    throw new UsageError(
      `${found.shown} cannot be read, so run ${id} cannot go on with it`,
      'Leave --use-changed out.',
    );
  const changed = loadValidText(found, now, begins);
  refuseUnfit(state, kept, changed);
  const droppedEdits = [...state.edits.keys()].filter(
    (address) => sourceIn(changed, address) !== sourceIn(kept, address),
  );
  return { loaded: changed, change, goesOnWith: 'changed', droppedEdits };
}

function sourceIn({ runbook }: LoadedRunbook, address: string): string | undefined {
  return allActionsOf(runbook).find((action) => action.address === address)?.source;
}

/** The copy that the run goes by, the last one of several. */
function keptAs({ resumed }: RunState): string {
  return resumed.findLast(({ changed }) => changed !== undefined)?.changed?.keptAs ?? keptRunbookFile;
}

/** A name for the next copy. */
export function nextCopyName(folder: string): string {
  for (let count = 2; ; count += 1) {
    const name = keptRunbookFile.replace('.', `-${count}.`);
    if (!existsSync(join(folder, name))) return name;
  }
}

function readKept(kept: string, id: string): string {
  try {
    return readFileSync(kept, 'utf8');
  } catch (cause) {
    throw new UsageError(
      `the runbook that run ${id} has kept cannot be read: ${kept}`,
      'Look whether it is there and may be read.',
      { cause },
    );
  }
}

/** Undefined where there is nothing to read any more. */
function readNow(file: string): string | undefined {
  if (file === '-') return undefined;
  const source = readSource(file);
  return source.state === 'text' ? source.text : undefined;
}

/** As messages show it: relative to the working folder where that is shorter. */
function shownPath(file: string): string {
  if (file === '-') return '<stdin>';
  const near = relative(process.cwd(), file);
  return near.startsWith('..') || near === '' ? file : near;
}
