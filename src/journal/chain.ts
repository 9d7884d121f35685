import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { parseJson } from './json-lines.ts';

/** `prev` of the first line. */
export const noLine = '0'.repeat(64);

/** What the next line says about this one: sha256 of its bytes without the line feed, hex. */
export function hashOfLine(line: Uint8Array): string {
  return createHash('sha256').update(line).digest('hex');
}

/** Lines count from 1. Whoever recomputes every hash is not found out, nor is who drops the last lines. */
export type Chain =
  | { readonly state: 'whole'; readonly lines: number }
  | { readonly state: 'damaged' | 'missing'; readonly line: number; readonly why: string };

const linkSchema = v.object({ seq: v.number(), prev: v.string() });

/** Follows the chain and names the first line that was changed, is missing or stands out of order. */
export function verifyChain(lines: readonly Uint8Array[]): Chain {
  let expected = noLine;
  for (const [seq, bytes] of lines.entries()) {
    const line = seq + 1;
    const link = linkOf(bytes);
    if (link === undefined) return { state: 'damaged', line, why: `line ${line} is not an event` };
    if (link.seq !== seq) return outOfOrder(line, link.seq);
    if (link.prev !== expected) return notLinked(line);
    expected = hashOfLine(bytes);
  }
  return { state: 'whole', lines: lines.length };
}

function linkOf(bytes: Uint8Array): v.InferOutput<typeof linkSchema> | undefined {
  const link = v.safeParse(linkSchema, parseJson(bytes));
  return link.success ? link.output : undefined;
}

function outOfOrder(line: number, seq: number): Chain {
  const found = seq + 1;
  if (found < line) return { state: 'damaged', line, why: `line ${line} says it is line ${found}` };
  const gap = found - line === 1 ? `line ${line} is missing` : `lines ${line} to ${found - 1} are missing`;
  return { state: 'missing', line, why: gap };
}

/** The hash of the line before and what this one says of it differ: one of the two was changed, most likely the first. */
function notLinked(line: number): Chain {
  if (line === 1) return { state: 'damaged', line, why: 'line 1 says that something stood before it' };
  return {
    state: 'damaged',
    line: line - 1,
    why: `line ${line - 1} is not what line ${line} says it was: one of the two was changed`,
  };
}
