import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** A bash and its version, `5.2.15`. */
export interface FoundBash {
  readonly path: string;
  readonly version: string;
}

/** The first bash of PATH that is 4.4 or later, else the first there is; undefined when there is none. */
export async function findBash(environment: NodeJS.ProcessEnv = process.env): Promise<FoundBash | undefined> {
  const folders = [...(environment.PATH ?? '').split(delimiter), '/bin'].filter((folder) => folder.startsWith('/'));
  let first: FoundBash | undefined;
  for (const folder of new Set(folders)) {
    const found = await versionOf(join(folder, 'bash'));
    if (found !== undefined && isModern(found)) return found;
    first ??= found;
  }
  return first;
}

/** From 4.4 on, errexit reaches into `$(…)` and an EXIT trap never hides an error. */
function isModern({ version }: FoundBash): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 4 || (major === 4 && minor >= 4);
}

async function versionOf(path: string): Promise<FoundBash | undefined> {
  try {
    await access(path, constants.X_OK);
    const print = 'IFS=.; echo "${BASH_VERSINFO[*]:0:3}"';
    const { stdout } = await promisify(execFile)(path, ['--noprofile', '--norc', '-c', print], { env: {} });
    return { path, version: stdout.trim() };
  } catch {
    return undefined;
  }
}
