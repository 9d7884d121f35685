import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEvent } from '../events/parse-event.ts';
import type { AnyEvent } from '../events/run-state.ts';
import type { Damage } from '../events/run-summary.ts';
import { type Chain, verifyChain } from './chain.ts';
import { JournalError } from './journal-error.ts';
import { parseJson, splitLines } from './json-lines.ts';

export const journalFile = 'journal.jsonl';

export interface JournalReading {
  readonly events: readonly AnyEvent[];
  readonly chain: Chain;
  /** A last line that was being written when everything stopped. It was never acknowledged, so nothing followed from it. */
  readonly torn?: { readonly line: number; readonly bytes: number } | undefined;
}

/** Reads what a run has journaled so far, also while it is running. Every whole line becomes one event, known or not. */
export function readJournal(folder: string): JournalReading {
  const { lines, end } = splitLines(readBytes(folder));
  const torn = end.state === 'torn' ? { line: lines.length + 1, bytes: end.bytes } : undefined;
  return { events: lines.map(eventOf), chain: verifyChain(lines), torn };
}

/** What is wrong with a journal, or undefined. A torn last line is what a crash leaves, but not behind the end of a run. */
export function damageOf({ chain, events, torn }: JournalReading): Damage | undefined {
  if (chain.state !== 'whole') return { line: chain.line, why: chain.why };
  if (torn === undefined || events.at(-1)?.type !== 'run-ended') return undefined;
  return { line: torn.line, why: `line ${torn.line} is not an event and stands behind the end of the run` };
}

/** Which version wrote a journal that is newer than what is read here; undefined where it can be read. */
export function newerVersionOf({ events: [first] }: Pick<JournalReading, 'events'>): number | undefined {
  if (first?.type !== 'unknown' || typeof first.raw !== 'object' || first.raw === null) return undefined;
  const version = 'v' in first.raw ? first.raw.v : undefined;
  return typeof version === 'number' && version > 1 ? version : undefined;
}

function eventOf(line: Buffer): AnyEvent {
  const value = parseJson(line);
  return value === undefined ? { type: 'unknown', raw: line.toString(), why: 'not JSON' } : parseEvent(value);
}

function readBytes(folder: string): Buffer {
  try {
    return readFileSync(join(folder, journalFile));
  } catch (cause) {
    throw new JournalError('journal-missing', `the journal of ${folder} cannot be read`, {
      hint: '`runbook runs` lists the runs that can.',
      cause,
    });
  }
}
