import { dirname, join, relative, resolve, sep } from 'node:path';
import { findRoot } from '../journal/find-root.ts';

/** Where the runbooks of a site are; all of it absolute. */
export interface RunbookFolders {
  readonly folder: string;
  /** Of their translations into the language that is built, in the same order of folders. */
  readonly translated: string;
  /** Of the project that they belong to. */
  readonly root: string;
}

/** `id`: of the instance of the docs plugin that has them. */
export function runbookFolders(folder: string, id: string, localizationDir: string): RunbookFolders {
  const plugin = id === 'default' ? 'docusaurus-plugin-content-docs' : `docusaurus-plugin-content-docs-${id}`;
  return {
    folder,
    translated: join(localizationDir, plugin, 'current'),
    // A copy without `.git`, as in the image of a container, has the project around its runbooks all the same.
    root: findRoot(folder, dirname(folder)),
  };
}

/** Where a file is in the folder of the runbooks, also as a translation: `rollback/shop.md`; undefined: it is none of them. */
export function fileIn(path: string, { folder, translated }: RunbookFolders): string | undefined {
  const within = [folder, translated].find((one) => path.startsWith(`${one}${sep}`));
  return within === undefined ? undefined : relative(within, path).replaceAll(sep, '/');
}

/** What `runbook run` calls it, from the folder of the project: its name below `runbooks`, else its path. */
export function nameOfFile(file: string, { folder, root }: RunbookFolders): string {
  return folder === resolve(root, 'runbooks') ? file : relative(root, join(folder, file)).replaceAll(sep, '/');
}
