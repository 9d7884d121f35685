import { join } from 'node:path';
import { findRoot } from '../journal/find-root.ts';
import { listRunNames } from '../journal/list-runs.ts';
import { resolveRun, shownIdOf } from '../journal/run-name.ts';
import { runsFolderOf, trustedStateFoldersOf } from '../journal/state-folder.ts';
import { UsageError } from './usage-error.ts';

/** A run of this project and where it is kept. */
export interface FoundRun {
  readonly name: string;
  /** As it is shown: `1123-0314`. */
  readonly id: string;
  readonly folder: string;
}

/** Every run of a project, that of the working directory unless its root is given, newest first. */
export function allRuns(root: string = findRoot(process.cwd())): readonly FoundRun[] {
  const folders = new Map<string, string>();
  // A run that went on elsewhere, because its folder took no more, is whole there.
  for (const stateFolder of trustedStateFoldersOf(root))
    for (const name of listRunNames(stateFolder)) folders.set(name, join(runsFolderOf(stateFolder), name));
  const names = [...folders.keys()].sort((a, b) => (a < b ? 1 : -1));
  return names.map((name) => ({ name, id: shownIdOf(name, names), folder: folders.get(name) ?? '' }));
}

/** The run that any unique part of its id or name names, the newest when none is named. */
export function findRun(part: string | undefined): FoundRun {
  const runs = allRuns();
  const [newest] = runs;
  if (newest === undefined) throw new UsageError('there are no runs in this project', 'runbook run FILE makes one.');
  if (part === undefined) return newest;
  const names = runs.map(({ name }) => name);
  const found = resolveRun(names, part);
  const run = found.found === 'one' ? runs.find(({ name }) => name === found.name) : undefined;
  if (run !== undefined) return run;
  if (found.found === 'several')
    throw new UsageError(`several runs match "${part}"`, `Name one: ${found.names.join(', ')}.`);
  throw new UsageError(`no run matches "${part}"`, `The newest is ${newest.name}; runbook runs lists them all.`);
}
