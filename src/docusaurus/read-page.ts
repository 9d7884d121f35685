import { lintSettingsOf } from '../project/lint-job.ts';
import { readSource } from '../project/read-source.ts';
import type { Config } from '../runbook/config.ts';
import { isAsItWas, keptPages } from './kept-pages.ts';
import { pageThreads } from './page-threads.ts';
import type { RunbookFolders } from './runbook-folders.ts';
import { type UnderstoodPage, understandPage, type Where } from './understand-page.ts';

export interface PageReaderOptions {
  readonly folders: RunbookFolders;
  readonly config: Config;
  /** Those of the folder, absolute. */
  readonly files: readonly string[];
  readonly isLinted: boolean;
  /** Absolute: where what was understood is kept for the next build. */
  readonly cache: string;
  /** Of this program: what another one has kept is not taken. */
  readonly version: string;
}

/** So many pages take longer than threads to begin. */
const many = 24;

/**
 * Reads a file anew wherever its text is another one than before, in this build or an earlier one. Where many have to be
 * read it begins at once, in threads.
 */
export function pageReader({
  folders,
  config,
  files,
  isLinted,
  cache,
  version,
}: PageReaderOptions): (path: string) => Promise<UnderstoodPage> {
  const known = new Map<string, { readonly text: string; readonly page: Promise<UnderstoodPage> }>();
  const where = whereOf(folders, config, isLinted);
  // Every language has the same original.
  const kept = keptPages(cache, `${version}\n${JSON.stringify({ ...where, translated: '' })}`);
  let understand = (path: string, text: string) => understandPage(path, text, where);
  const read = async (path: string): Promise<UnderstoodPage> => {
    const found = readSource(path);
    if (found.state === 'unreadable')
      return { source: undefined, procedures: [], diagnostics: [found.diagnostic], asked: new Map() };
    const { text } = found;
    const before = known.get(path);
    if (before?.text === text) {
      const page = await before.page;
      if (isAsItWas(page)) return page;
    }
    const page = understand(path, text).then((understood) => {
      kept.keep(path, text, understood);
      return understood;
    });
    known.set(path, { text, page });
    return await page;
  };
  const unread = files.filter((path) => {
    const found = readSource(path);
    const page = found.state === 'unreadable' ? undefined : kept.find(path, found.text);
    if (page === undefined || found.state === 'unreadable') return true;
    known.set(path, { text: found.text, page: Promise.resolve(page) });
    return false;
  });
  const threads = unread.length >= many ? pageThreads(where) : undefined;
  if (threads !== undefined) {
    understand = threads;
    // What goes wrong is said to whoever waits for it.
    for (const file of unread) read(file).catch(() => undefined);
  }
  return read;
}

function whereOf(folders: RunbookFolders, config: Config, isLinted: boolean): Where {
  return { ...folders, roles: config.roles, lint: isLinted ? lintSettingsOf(config, folders.root) : undefined };
}
