import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  writeSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** A file system in memory: what stands there is gone after a restart of the machine, and never on a disk. */
const tmpfs = 0x01021994;
const keyBytes = 32;

type Environment = Readonly<Record<string, string | undefined>>;

/** The key of a run's session, made where it never reaches a disk; undefined where there is no such place. */
export function makeSessionKey(runFolder: string, environment: Environment): Buffer | undefined {
  const key = randomBytes(keyBytes);
  for (const file of keyFiles(runFolder, environment)) {
    rmSync(file, { force: true });
    if (writeKey(file, key)) return key;
  }
  return undefined;
}

/** The key that was made for a run; undefined where it is gone, or is not this user's own. */
export function findSessionKey(runFolder: string, environment: Environment): Buffer | undefined {
  for (const file of keyFiles(runFolder, environment)) {
    const key = readKey(file);
    if (key !== undefined) return key;
  }
  return undefined;
}

export function removeSessionKey(runFolder: string, environment: Environment): void {
  for (const file of keyFiles(runFolder, environment)) {
    try {
      rmSync(file, { force: true });
    } catch {
      // Somebody else's.
    }
  }
}

function keyFiles(runFolder: string, environment: Environment): readonly string[] {
  const user = process.getuid?.() ?? 0;
  const name = createHash('sha256').update(realpathSync(runFolder)).digest('hex').slice(0, 32);
  const folders = [environment['XDG_RUNTIME_DIR'], '/dev/shm'].filter((folder) => folder !== undefined);
  return folders.filter(isInMemory).map((folder) => join(folder, `runbook-${user}-${name}.key`));
}

function isInMemory(folder: string): boolean {
  try {
    return isAbsolute(folder) && statfsSync(folder).type === tmpfs;
  } catch {
    return false;
  }
}

function writeKey(file: string, key: Buffer): boolean {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, key);
    closeSync(descriptor);
    return true;
  } catch {
    return false;
  }
}

/** Others may put files of that name into a folder that is everybody's. */
function readKey(file: string): Buffer | undefined {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { uid, mode } = fstatSync(descriptor);
      if (uid !== process.getuid?.() || (mode & 0o077) !== 0) return undefined;
      const key = readFileSync(descriptor);
      return key.length === keyBytes ? key : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
