import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The project of a folder: its nearest ancestor with `runbook.config.yaml`, else with `.git`, else the working folder. */
export function findRoot(from: string, workingFolder: string = process.cwd()): string {
  const start = resolve(workingFolder, from);
  return ancestorWith(start, 'runbook.config.yaml') ?? ancestorWith(start, '.git') ?? resolve(workingFolder);
}

function ancestorWith(start: string, name: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
