import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { escapeOutput } from './escape-output.ts';

const wholeBytes = 128 * 1024;

/** The text of a log, escaped; of a long one its beginning and its end. Undefined where there is none. */
export function readLog(folder: string, file: string): string | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(join(folder, basename(file)), 'r');
  } catch {
    return undefined;
  }
  try {
    const { size } = fstatSync(descriptor);
    if (size <= wholeBytes) return escapeOutput(readPart(descriptor, 0, size));
    const half = wholeBytes / 2;
    const left = `[... ${size - wholeBytes} bytes left out ...]`;
    const parts = [readPart(descriptor, 0, half), left, readPart(descriptor, size - half, half)];
    return escapeOutput(parts.join('\n'));
  } finally {
    closeSync(descriptor);
  }
}

function readPart(descriptor: number, from: number, length: number): string {
  const bytes = Buffer.alloc(length);
  return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, length, from));
}
