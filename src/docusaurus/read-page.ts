import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '../journal/find-root.ts';
import { readConfig } from '../project/read-config.ts';
import { readSource } from '../project/read-source.ts';
import { pageThreads } from './page-threads.ts';
import { type UnderstoodPage, understandPage, type Where } from './understand-page.ts';

export interface ReadPage extends UnderstoodPage {
  readonly text: string;
}

/** So many pages take longer than threads to begin. */
const many = 24;

/** Reads a file anew wherever its text is another one than before. Of a large folder it begins at once, in threads. */
export function pageReader(folder: string, isLinted: boolean): (path: string) => Promise<ReadPage> {
  const known = new Map<string, { readonly text: string; readonly page: Promise<ReadPage> }>();
  const where = whereOf(folder, isLinted);
  const files = markdownFiles(folder);
  const threads = files.length >= many ? pageThreads(where) : undefined;
  const understand = threads ?? ((path: string, text: string) => understandPage(path, text, where));
  const read = (path: string): Promise<ReadPage> => {
    const found = readSource(path);
    if (found.state === 'unreadable')
      return Promise.resolve({ text: '', source: undefined, main: undefined, diagnostics: [found.diagnostic] });
    const { text } = found;
    const before = known.get(path);
    if (before?.text === text) return before.page;
    const page = understand(path, text).then((understood) => ({ ...understood, text }));
    known.set(path, { text, page });
    return page;
  };
  // What goes wrong is said to whoever waits for it.
  if (threads !== undefined) for (const file of files) read(file).catch(() => undefined);
  return read;
}

function whereOf(folder: string, isLinted: boolean): Where {
  const root = findRoot(folder);
  const { roles, lint } = readConfig(root);
  const rules = { preset: lint?.preset ?? 'recommended', overrides: lint?.rules ?? {} };
  const today = new Date().toISOString().slice(0, 10);
  return { folder, roles, lint: isLinted ? { rules, roles, workingFolder: root, today } : undefined };
}

function markdownFiles(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter(
        (entry) =>
          entry.isFile() &&
          /\.mdx?$/i.test(entry.name) &&
          !/(?:^|[/\\])[._]/.test(entry.parentPath.slice(folder.length)),
      )
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
