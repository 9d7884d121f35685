import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EventBodyOf } from '../events/event.ts';

/** What the journal says of a log: its file, length and sha256. */
export type JournaledLog = NonNullable<EventBodyOf<'action-ended'>['log']>;

/** In which way a log is not what the journal says of it; undefined where it is. */
export function differenceOf(folder: string, log: JournaledLog): string | undefined {
  const found = digestOf(join(folder, basename(log.file)));
  if (found === undefined) return `${log.file} is gone`;
  if (found.bytes !== log.bytes) {
    return `${log.file} was changed: it holds ${found.bytes} bytes, and ${log.bytes} were journaled`;
  }
  return found.digest === log.digest
    ? undefined
    : `${log.file} was changed: its digest is not the one that was journaled`;
}

function digestOf(file: string): { bytes: number; digest: string } | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    const hash = createHash('sha256');
    const part = Buffer.allocUnsafe(1_048_576);
    let bytes = 0;
    for (let read = readSync(descriptor, part); read > 0; read = readSync(descriptor, part)) {
      hash.update(part.subarray(0, read));
      bytes += read;
    }
    return { bytes, digest: hash.digest('hex') };
  } finally {
    closeSync(descriptor);
  }
}
