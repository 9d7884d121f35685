import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The file that a program's name stands for, or undefined. */
export function findOnPath(program: string, path = ''): string | undefined {
  if (program.includes('/')) return isExecutable(program) ? program : undefined;
  const files = path.split(delimiter).flatMap((folder) => (folder === '' ? [] : [join(folder, program)]));
  return files.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
