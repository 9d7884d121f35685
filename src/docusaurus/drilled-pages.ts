import { join } from 'node:path';
import { leftBrokenIn } from '../project/left-broken.ts';
import { readDrills } from '../project/read-drills.ts';
import type { Doc } from './content-docs.ts';
import { type IndexEntry, indexEntry } from './index-entry.ts';
import type { PageDrills } from './page.ts';
import { pageDrills } from './page-drills.ts';
import type { RunbookFolders } from './runbook-folders.ts';
import type { UnderstoodPage } from './understand-page.ts';

/** A page of the site and what was understood of its file. */
export interface SitePage {
  readonly doc: Doc;
  /** Absolute. */
  readonly path: string;
  /** In the folder of the runbooks, of a translation too. */
  readonly file: string;
  readonly page: UnderstoodPage;
}

/** A runbook of the site with what drills of it were like. */
export interface DrilledPage {
  /** In the folder of the runbooks. */
  readonly file: string;
  /** Of each of its procedures. */
  readonly drills: readonly PageDrills[];
  readonly entries: readonly IndexEntry[];
}

interface DrilledOptions {
  readonly folders: RunbookFolders;
  readonly readPage: (path: string) => Promise<UnderstoodPage>;
  /** Hears of records that are none. */
  readonly say: (text: string) => void;
}

/** Reads the drills of every page that is a runbook; those of a translation are those of what is run. */
export async function drilledPages(
  pages: readonly SitePage[],
  { folders, readPage, say }: DrilledOptions,
): Promise<readonly DrilledPage[]> {
  const { folder, root } = folders;
  const around = { nowMs: Date.now(), say, leftBroken: leftBrokenIn(root) };
  const found: DrilledPage[] = [];
  for (const { doc, path, file, page } of pages) {
    if (page.source === undefined) continue;
    const { page: shown } = page.source;
    const original = join(folder, file);
    const { procedures } = path === original ? page : await readPage(original);
    const drilled = page.procedures.map((procedure, index) => {
      const { runbook, graph, slug } = procedures[index] ?? procedure;
      const read = readDrills({ runbook, graph, procedure: slug, root, path: original }, around);
      return { runbook: procedure.runbook, drills: pageDrills(read, procedure) };
    });
    const entries = drilled.map((one) => indexEntry({ doc, page: shown, ...one }));
    found.push({ file, drills: drilled.map(({ drills }) => drills), entries });
  }
  return found;
}
