import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** A file system in memory: what stands there is gone after a restart of the machine, and never on a disk. */
const tmpfs = 0x01021994;
const keyBytes = 32;
const sweptAfterMs = 7 * 86_400_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** The key of a run's session, made where it never reaches a disk; undefined where there is no such place. */
export function makeSessionKey(runFolder: string, environment: Environment): Buffer | undefined {
  const key = randomBytes(keyBytes);
  const content = Buffer.concat([key, Buffer.from(realpathSync(runFolder))]);
  for (const file of keyFiles(runFolder, environment)) {
    sweep(dirname(file));
    if (writeKey(file, content)) return key;
  }
  return undefined;
}

/** The key that was made for a run; undefined where it is gone, or is not this user's own. */
export function findSessionKey(runFolder: string, environment: Environment): Buffer | undefined {
  for (const file of keyFiles(runFolder, environment)) {
    const key = readOwn(file)?.subarray(0, keyBytes);
    if (key?.length === keyBytes) return key;
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

/** Keys of runs whose folders were removed by hand open nothing any more; a folder may be away for a while, though. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => one.startsWith(ownPrefix()) && one.endsWith('.key'))) {
    const file = join(folder, name);
    const of = readOwn(file)?.subarray(keyBytes).toString();
    const isOld = Date.now() - statSync(file).mtimeMs > sweptAfterMs;
    if (isOld && of !== undefined && !existsSync(of)) rmSync(file, { force: true });
  }
}

function ownPrefix(): string {
  return `runbook-${process.getuid?.() ?? 0}-`;
}

function keyFiles(runFolder: string, environment: Environment): readonly string[] {
  const name = createHash('sha256').update(realpathSync(runFolder)).digest('hex').slice(0, 32);
  const folders = [environment['XDG_RUNTIME_DIR'], '/dev/shm'].filter((folder) => folder !== undefined);
  return folders.filter(isInMemory).map((folder) => join(folder, `${ownPrefix()}${name}.key`));
}

function isInMemory(folder: string): boolean {
  try {
    return isAbsolute(folder) && statfsSync(folder).type === tmpfs;
  } catch {
    return false;
  }
}

function writeKey(file: string, content: Buffer): boolean {
  try {
    rmSync(file, { force: true });
    const descriptor = openSync(file, 'wx', 0o600);
    writeSync(descriptor, content);
    closeSync(descriptor);
    return true;
  } catch {
    return false;
  }
}

/** Others may put files of that name into a folder that is everybody's. */
function readOwn(file: string): Buffer | undefined {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { uid, mode } = fstatSync(descriptor);
      if (uid !== process.getuid?.() || (mode & 0o077) !== 0) return undefined;
      return readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
