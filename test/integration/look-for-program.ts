import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** For tests that need a program beyond what every machine has: where it is missing their titles say so, and a warning. */
export function lookForProgram(program: string): { readonly isMissing: boolean; readonly note: string } {
  if (isOnPath(program)) return { isMissing: false, note: '' };
  console.warn(`${program} is not on PATH: the tests that need it are SKIPPED`);
  return { isMissing: true, note: `: SKIPPED, ${program} is not on PATH` };
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}
