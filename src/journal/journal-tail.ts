import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { parseEvent } from '../events/parse-event.ts';
import type { AnyEvent } from '../events/run-state.ts';
import { parseJson } from './json-lines.ts';
import { journalFile } from './read-journal.ts';

/** Reads on where it stopped the last time. A line that is only half there waits. */
export interface JournalTail extends Disposable {
  next(): readonly AnyEvent[];
}

/** Opens a journal that another process is writing; nothing is ever written to it. */
export function openJournalTail(folder: string): JournalTail {
  const file = openTail(join(folder, journalFile));
  let half: Buffer = Buffer.alloc(0);
  return {
    next() {
      const bytes = Buffer.concat([half, file.next()]);
      const end = bytes.lastIndexOf(0x0a) + 1;
      half = bytes.subarray(end);
      const lines = bytes
        .subarray(0, end)
        .toString()
        .split('\n')
        .filter((line) => line !== '');
      return lines.map((line) => {
        const value = parseJson(Buffer.from(line));
        return value === undefined ? { type: 'unknown', raw: line, why: 'not JSON' } : parseEvent(value);
      });
    },
    [Symbol.dispose]: () => file[Symbol.dispose](),
  };
}

/** What was added to a file since the last time. */
export interface FileTail extends Disposable {
  next(): Buffer;
}

export function openTail(path: string): FileTail {
  const descriptor = openSync(path, 'r');
  let position = 0;
  return {
    next() {
      const size = fstatSync(descriptor).size;
      const bytes = Buffer.alloc(Math.max(0, size - position));
      const read = bytes.length === 0 ? 0 : readSync(descriptor, bytes, 0, bytes.length, position);
      position += read;
      return bytes.subarray(0, read);
    },
    [Symbol.dispose]: () => closeSync(descriptor),
  };
}
