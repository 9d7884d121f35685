import { execFile } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The first bash of PATH that is 4.4 or later, else the first there is; undefined when there is none. Where there is but
 * one, as on most machines, it is not started to be asked for its version.
 */
export async function findBash(environment: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const [first, ...others] = programsIn([...(environment.PATH ?? '').split(delimiter), '/bin']);
  if (first === undefined || others.length === 0) return first;
  for (const path of [first, ...others]) if (await isModern(path)) return path;
  return first;
}

/** Each program once, although `/bin` is often the same folder as `/usr/bin`. */
function programsIn(folders: readonly string[]): readonly string[] {
  const programs = new Map<string, string>();
  for (const folder of folders.filter((candidate) => candidate.startsWith('/'))) {
    const path = join(folder, 'bash');
    const real = realPathOf(path);
    if (real !== undefined && !programs.has(real)) programs.set(real, path);
  }
  return [...programs.values()];
}

function realPathOf(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** From 4.4 on, errexit reaches into `$(…)` and an EXIT trap never hides an error. */
async function isModern(path: string): Promise<boolean> {
  try {
    const print = 'echo "${BASH_VERSINFO[0]} ${BASH_VERSINFO[1]}"';
    const { stdout } = await promisify(execFile)(path, ['--noprofile', '--norc', '-c', print], { env: {} });
    const [major = 0, minor = 0] = stdout.trim().split(' ').map(Number);
    return major > 4 || (major === 4 && minor >= 4);
  } catch {
    return false;
  }
}
