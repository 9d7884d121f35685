import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { EventBodyOf } from '../events/event.ts';
import { type ActionState, actionsInFlight, type RunState } from '../events/run-state.ts';
import { newestLogOf } from './output-log.ts';
import { createTailBuffer } from './tail-buffer.ts';

/** What a run that stopped being written left behind. */
export interface LeftBehind {
  /** When it was last seen alive: its last event, or the last output of what was in flight. */
  readonly lastSign: { readonly at: string; readonly monoMs: number };
  /** The end of every action whose own end was never written: `unknown`, with the output that it had by then. */
  readonly ends: readonly EventBodyOf<'action-ended'>[];
}

export function lookAtLeftBehind(folder: string, state: RunState): LeftBehind {
  const lost = actionsInFlight(state).map((action) => ({ action, log: readLeftLog(folder, action) }));
  const lastSign = lost.reduce((last, { log }) => laterOf(last, log?.writtenAt), {
    at: state.lastAt,
    monoMs: state.lastMonoMs,
  });
  return { lastSign, ends: lost.map(({ action, log }) => endOf(action, log, lastSign.monoMs)) };
}

function laterOf(last: LeftBehind['lastSign'], writtenAt: Date | undefined): LeftBehind['lastSign'] {
  const laterMs = (writtenAt?.getTime() ?? 0) - Date.parse(last.at);
  if (writtenAt === undefined || !(laterMs > 0)) return last;
  return { at: writtenAt.toISOString(), monoMs: Math.round(last.monoMs + laterMs) };
}

function endOf(action: ActionState, log: LeftLog | undefined, lastMonoMs: number): EventBodyOf<'action-ended'> {
  return {
    type: 'action-ended',
    action: action.address,
    attempt: action.attempts,
    outcome: 'unknown',
    message: 'the program went away while it ran: nobody saw how it ended',
    elapsedMs: Math.max(0, lastMonoMs - (action.intended?.monoMs ?? lastMonoMs)),
    log: log?.kept,
    tail: log?.tail ?? [],
    outputs: {},
  };
}

interface LeftLog {
  readonly kept: NonNullable<EventBodyOf<'action-ended'>['log']>;
  readonly tail: string[];
  readonly writtenAt: Date | undefined;
}

/** Undefined where it was not made yet. What stands in it was redacted before it was kept. */
function readLeftLog(folder: string, { address, attempts }: ActionState): LeftLog | undefined {
  const file = newestLogOf(folder, address, attempts);
  if (file === undefined) return undefined;
  let descriptor: number;
  try {
    descriptor = openSync(join(folder, file), 'r');
  } catch {
    return undefined;
  }
  try {
    const { size, mtime } = fstatSync(descriptor);
    const hash = createHash('sha256');
    const tail = createTailBuffer();
    const chunk = Buffer.alloc(1_048_576);
    let bytes = 0;
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      hash.update(chunk.subarray(0, read));
      tail.push(chunk.subarray(0, read));
      bytes += read;
    }
    const kept = { file, bytes, digest: hash.digest('hex') };
    return { kept, tail: tail.lines(), writtenAt: size === 0 ? undefined : mtime };
  } finally {
    closeSync(descriptor);
  }
}
