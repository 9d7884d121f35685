import { findRoot } from '../journal/find-root.ts';
import { markdownFilesIn } from '../project/find-runbook.ts';
import { lintSettingsOf } from '../project/lint-job.ts';
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
  const files = markdownFilesIn(folder);
  const threads = files.length >= many ? pageThreads(where) : undefined;
  const understand = threads ?? ((path: string, text: string) => understandPage(path, text, where));
  const read = (path: string): Promise<ReadPage> => {
    const found = readSource(path);
    if (found.state === 'unreadable')
      return Promise.resolve({ text: '', source: undefined, procedures: [], diagnostics: [found.diagnostic] });
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
  const config = readConfig(root);
  return { folder, roles: config.roles, lint: isLinted ? lintSettingsOf(config, root) : undefined };
}
