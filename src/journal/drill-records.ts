import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { type DrillFacts, type DrillRecord, drillRecordSchema } from '../drill/record.ts';
import { hashOfLine } from './chain.ts';
import { parseJson, splitLines } from './json-lines.ts';

/** A line that is no record, from 1, or is not what was written; it is left out, and left where it is. */
export interface RecordProblem {
  readonly line: number;
  readonly why: string;
}

export interface DrillRecords {
  readonly records: readonly DrillRecord[];
  readonly problems: readonly RecordProblem[];
}

/** The records of one file; none where there is no file. Nothing is ever mended or written anew. */
export function readDrillRecords(path: string): DrillRecords {
  const bytes = bytesOf(path);
  return bytes === undefined ? { records: [], problems: [] } : recordsIn(bytes);
}

/** Most records are shorter, and nobody needs exactly so many. */
const roomForOne = 2_048;

/** The last records of a file, which may be long: its beginning is read only where something is wrong behind it. */
export function readLastDrillRecords(path: string, count: number): DrillRecords {
  const tail = tailOf(path, count * roomForOne);
  if (tail === undefined) return readDrillRecords(path);
  const { records, problems } = recordsIn(tail, count);
  if (problems.length === 0) return { records, problems };
  // Only who counts from the beginning knows which line it is.
  const whole = readDrillRecords(path);
  return { records: whole.records.slice(-count), problems: whole.problems };
}

/** Of all lines, or of the last ones: what stands before them was not looked at. */
function recordsIn(bytes: Buffer, count?: number): DrillRecords {
  const { lines: all, end } = splitLines(bytes);
  const lines = count === undefined ? all : all.slice(-count);
  const records: DrillRecord[] = [];
  const problems: RecordProblem[] = [];
  const digests = new Set<string>();
  for (const [index, bytes] of lines.entries()) {
    const line = index + 1;
    const read = readRecord(bytes);
    if (read.state === 'wrong') {
      problems.push({ line, why: read.why });
      continue;
    }
    const { record } = read;
    // Two branches that both appended follow each other after a merge: each goes on from what it knew.
    const isKnown = record.prev === null || digests.has(record.prev) || (count !== undefined && index === 0);
    if (!isKnown) problems.push({ line, why: 'the record that stood before it is not there any more, or was changed' });
    digests.add(record.digest);
    records.push(record);
  }
  if (end.state === 'torn')
    problems.push({ line: lines.length + 1, why: 'the line is cut off; what it would have said is not known' });
  return { records, problems };
}

type ReadRecord =
  | { readonly state: 'record'; readonly record: DrillRecord }
  | { readonly state: 'wrong'; readonly why: string };

function readRecord(line: Uint8Array): ReadRecord {
  const value = parseJson(line);
  if (/^(?:<{7}|={7}|>{7})/.test(Buffer.from(line.subarray(0, 7)).toString()))
    return { state: 'wrong', why: 'it is a conflict marker of Git; keep the records of both sides' };
  if (typeof value !== 'object' || value === null) return { state: 'wrong', why: 'it is no JSON' };
  const version = 'v' in value ? value.v : undefined;
  if (typeof version === 'number' && version > 1)
    return { state: 'wrong', why: `it was written by a newer version of this program (record version ${version})` };
  const result = v.safeParse(drillRecordSchema, value);
  if (!result.success) {
    const [issue] = result.issues;
    const key = issue.path?.map((part) => String(part.key)).join('.') ?? '';
    return { state: 'wrong', why: `${key === '' ? 'it' : key} is not what a record holds there` };
  }
  // A checkout may have ended it with CRLF.
  if (digestOfLine(Buffer.from(line).toString().replace(/\r$/, '')) !== result.output.digest)
    return { state: 'wrong', why: 'it was changed after it was written' };
  return { state: 'record', record: result.output };
}

/** Writes one record behind the last one, and waits until it is on the disk. */
export function appendDrillRecord(path: string, facts: DrillFacts): DrillRecord {
  mkdirSync(dirname(path), { recursive: true });
  const bytes = bytesOf(path);
  const { records } = readDrillRecords(path);
  const content = { ...facts, prev: records.at(-1)?.digest ?? null };
  const text = JSON.stringify(content);
  const digest = digestOf(text);
  // What was cut off stays a line of its own.
  const isOpen = bytes !== undefined && bytes.length > 0 && bytes.at(-1) !== 0x0a;
  const file = openSync(path, 'a', 0o644);
  try {
    writeSync(file, `${isOpen ? '\n' : ''}${text.slice(0, -1)},"digest":"${digest}"}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return { ...content, digest };
}

const digestAtEnd = /,"digest":"[0-9a-f]{64}"\}$/;

/** Of the text as it stands there, so that nothing that is not understood goes unnoticed. */
function digestOfLine(line: string): string | undefined {
  return digestAtEnd.test(line) ? digestOf(line.replace(digestAtEnd, '}')) : undefined;
}

function digestOf(text: string): string {
  return hashOfLine(Buffer.from(text));
}

/** The whole lines at the end of a file that is longer than that; undefined for one that is not, or is not there. */
function tailOf(path: string, length: number): Buffer | undefined {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= length) return undefined;
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(length);
    const read = readSync(file, bytes, 0, length, size - length);
    return bytes.subarray(bytes.indexOf(0x0a) + 1, read);
  } finally {
    closeSync(file);
  }
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
