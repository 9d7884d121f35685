import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { refugesOf, stateFoldersOf } from './state-folder.ts';

/**
 * Where it may stand who has a run: with the run, in every place where that is or was kept, else beside the runs of a
 * place that can be written. The latter need not exist.
 */
export function holdFoldersOf(root: string, runName: string): readonly string[] {
  const kept = refugesOf(root, runName).filter((folder) => existsSync(folder));
  return [...kept, ...stateFoldersOf(root).map((folder) => join(folder, 'held', runName))];
}
