import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { journalFile } from './read-journal.ts';
import { makeTrusted } from './trusted-folder.ts';

/** Room that is taken while there is some, and given back to the journal when the disk is full. */
const reserveFile = '.reserve';
const reserveBytes = 256 * 1024;

/** Really on the disk, since a file system may promise more than it has. That there is none is no failure. */
export function makeReserve(folder: string): void {
  try {
    writeFileSync(join(folder, reserveFile), Buffer.alloc(reserveBytes, 1), { mode: 0o600, flush: true });
  } catch {
    rmSync(join(folder, reserveFile), { force: true });
  }
}

/** Whether there was any. */
export function giveReserve(folder: string): boolean {
  try {
    rmSync(join(folder, reserveFile));
    return true;
  } catch {
    return false;
  }
}

export interface Refuge {
  readonly folder: string;
  /** Of the journal there, open for appending. */
  readonly descriptor: number;
}

/**
 * The first of the folders in which the whole journal so far can be written, on disk; with what else belongs to the run
 * as far as there is room for it. Undefined where none takes it.
 */
export function takeRefuge(from: string, folders: readonly string[], lines: readonly Buffer[]): Refuge | undefined {
  for (const folder of folders) {
    // What stands there already is an earlier part of this run, or none of ours.
    if (existsSync(folder)) continue;
    try {
      makeTrusted(folder);
      const descriptor = openSync(join(folder, journalFile), 'ax', 0o600);
      try {
        for (const line of lines) for (let at = 0; at < line.length; ) at += writeSync(descriptor, line, at);
        fsyncSync(descriptor);
      } catch (error) {
        closeSync(descriptor);
        throw error;
      }
      copyRest(from, folder);
      return { folder, descriptor };
    } catch {
      // The next one may do; half a journal would be taken for the run.
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return undefined;
}

function copyRest(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (name === journalFile || name === reserveFile || name.startsWith('held.')) continue;
    try {
      cpSync(join(from, name), join(to, name), { force: true });
    } catch {
      rmSync(join(to, name), { force: true });
    }
  }
}
