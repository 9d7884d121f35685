import { type Edit, type Fix, isBlank } from './fix.ts';
import type { Place } from './place.ts';

/** Answers to what fixes ask for, by the name of the blank. */
export type Answers = ReadonlyMap<string, string>;

export interface Edited {
  readonly text: string;
  /** Those that were made; another one overlapped the rest, or asks for what nobody has answered. */
  readonly applied: readonly Fix[];
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies as many fixes as do not get into each other's way, the first in the text first; outside of their edits nothing changes. */
export function applyFixes(text: string, fixes: readonly Fix[], answers: Answers = new Map()): Edited {
  const offsetOf = offsetsIn(text);
  const ending = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const made: Change[] = [];
  const applied: Fix[] = [];
  for (const fix of fixes) {
    const changes = fix.edits.map((edit) => changeOf(edit, { offsetOf, ending, answers }));
    if (changes.length === 0 || !changes.every((change) => change !== undefined)) continue;
    if (changes.some((change) => made.some((other) => overlap(change, other)))) continue;
    made.push(...changes);
    applied.push(fix);
  }
  return { text: withChanges(text, made), applied };
}

interface Editing {
  readonly offsetOf: (line: number, column: number) => number;
  /** How lines end in this text: what is put in ends the same way. */
  readonly ending: string;
  readonly answers: Answers;
}

function changeOf(edit: Edit, { offsetOf, ending, answers }: Editing): Change | undefined {
  const filled = filledIn(edit, answers);
  if (filled === undefined) return undefined;
  const { line, column, endLine, endColumn } = edit.place;
  const written = filled.replaceAll('\n', ending);
  return { start: offsetOf(line, column), end: offsetOf(endLine, endColumn), text: written };
}

function filledIn({ text }: Edit, answers: Answers): string | undefined {
  if (typeof text === 'string') return text;
  const parts = text.map((part) => (isBlank(part) ? answers.get(part.ask) : part));
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

/** Two texts put into the same gap would have an order that nobody has said. */
function overlap(a: Change, b: Change): boolean {
  if (a.start === b.start) return true;
  return a.start < b.end && b.start < a.end;
}

function withChanges(text: string, changes: readonly Change[]): string {
  let at = 0;
  const parts: string[] = [];
  for (const { start, end, text: inserted } of changes.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, start), inserted);
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}

/** Offsets of lines and columns; a byte-order mark in front is no column. */
function offsetsIn(text: string): (line: number, column: number) => number {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  for (const { 0: ending, index } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + ending.length);
  return (line, column) => Math.min((starts[line - 1] ?? text.length) + column - 1, text.length);
}

/** The offsets of a place in a text, in UTF-16 units. */
export function rangeOf(text: string, place: Place): { readonly start: number; readonly end: number } {
  const offsetOf = offsetsIn(text);
  return { start: offsetOf(place.line, place.column), end: offsetOf(place.endLine, place.endColumn) };
}
