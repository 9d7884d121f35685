import { escapeOutput } from './escape-output.ts';

const keptBytes = 32 * 1024;
export const keptLines = 40;
const keptColumns = 1_000;

interface TailBuffer {
  push(chunk: Uint8Array): void;
  /** The last lines, escaped; over-long ones are cut and end in `...`. */
  lines(): string[];
}

/** Remembers the end of an output of any length in a fixed amount of memory. */
export function createTailBuffer(): TailBuffer {
  const buffer = Buffer.allocUnsafe(2 * keptBytes);
  let used = 0;
  let isCut = false;
  return {
    push(chunk) {
      const end = chunk.length > keptBytes ? chunk.subarray(chunk.length - keptBytes) : chunk;
      if (used + end.length > buffer.length || end !== chunk) {
        const kept = Math.min(used, end === chunk ? keptBytes : 0);
        buffer.copyWithin(0, used - kept, used);
        used = kept;
        isCut = true;
      }
      buffer.set(end, used);
      used += end.length;
    },
    lines: () => lastLines(buffer.toString('utf8', 0, used), isCut),
  };
}

function lastLines(text: string, isCut: boolean): string[] {
  const lines = escapeOutput(text).split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (isCut && lines.length > 1) lines.shift();
  return lines.slice(-keptLines).map((line) => (line.length > keptColumns ? `${line.slice(0, keptColumns)}...` : line));
}
