import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { nearest } from '../diagnostics/nearest.ts';
import { findRoot } from '../journal/find-root.ts';
import { UsageError } from './usage-error.ts';

export interface FoundRunbook {
  /** Absolute path; `-` for standard input. */
  readonly path: string;
  /** As messages show it: relative to the working folder where that is shorter. */
  readonly shown: string;
  /** The part behind `#`. */
  readonly procedure: string | undefined;
}

/** A path from the working folder, then from <root>/runbooks/, then a file's name if only one has it. */
export function findRunbook(argument: string, workingFolder = currentFolder()): FoundRunbook {
  const [, name = argument, procedure] = /^(.*?)(?:#([^#/]+))?$/s.exec(argument) ?? [];
  if (name === '-') return { path: '-', shown: '<stdin>', procedure };
  const direct = resolve(workingFolder, name);
  // What may not be looked at counts as found: reading it says why it cannot be read.
  if (lookAt(direct) !== 'nowhere') return found(direct, procedure, workingFolder);
  const runbooks = join(findRoot(workingFolder, workingFolder), 'runbooks');
  const below = [join(runbooks, name), join(runbooks, `${name}.md`)].find((path) => lookAt(path) === 'there');
  if (below !== undefined) return found(below, procedure, workingFolder);
  return found(byName(name, runbooks, workingFolder), procedure, workingFolder);
}

/** Every Markdown file below a folder, hidden folders and node_modules left out. */
export function markdownFilesIn(folder: string): readonly string[] {
  const files: string[] = [];
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const entry of entriesOf(next)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) open.push(join(next, entry.name));
      else if (entry.name.endsWith('.md')) files.push(join(next, entry.name));
    }
  }
  return files.toSorted();
}

function byName(name: string, runbooks: string, workingFolder: string): string {
  const files = markdownFilesIn(runbooks);
  const wanted = [basename(name), `${basename(name)}.md`];
  const matches = files.filter((file) => wanted.includes(basename(file)) && name === basename(name));
  const [only, ...others] = matches;
  if (only !== undefined && others.length === 0) return only;
  const shown = (file: string) => relative(workingFolder, file);
  if (matches.length > 1) {
    throw new UsageError(
      `several runbooks are called "${name}"`,
      `Name one by its path: ${matches.map(shown).join(', ')}.`,
    );
  }
  const beside = entriesOf(dirname(resolve(workingFolder, name)))
    .filter((entry) => entry.name.endsWith('.md'))
    .map((entry) => join(dirname(name), entry.name));
  const guess = nearest(name, [
    ...beside,
    ...files.flatMap((file) => [relative(runbooks, file), basename(file), shown(file)]),
  ]);
  const looked = `Looked in the working folder and in ${shown(runbooks) || runbooks}.`;
  const hint = guess === undefined ? looked : `${looked} Did you mean "${guess}"?`;
  throw new UsageError(`${name}:1:1 no such file`, hint);
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function lookAt(path: string): 'there' | 'nowhere' | 'barred' {
  try {
    return statSync(path, { throwIfNoEntry: false }) === undefined ? 'nowhere' : 'there';
  } catch {
    return 'barred';
  }
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new UsageError('the working folder is gone', 'Go to a folder that is there.', { cause });
  }
}

function found(path: string, procedure: string | undefined, workingFolder: string): FoundRunbook {
  const near = relative(workingFolder, path);
  return { path, shown: near.startsWith('..') || near === '' ? path : near, procedure };
}
