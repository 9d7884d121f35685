import { watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { escapeControls } from '../../diagnostics/escape-controls.ts';
import { applyEvent, emptyRun } from '../../events/fold-run.ts';
import { type AnyEvent, actionsInFlight, type RunState } from '../../events/run-state.ts';
import { escapeOutput } from '../../journal/escape-output.ts';
import { type FileTail, openJournalTail, openTail } from '../../journal/journal-tail.ts';
import { lookAtRun, standingOf } from '../../journal/list-runs.ts';
import { newestLogOf } from '../../journal/output-log.ts';
import { allRuns, type FoundRun, findRun } from '../../project/find-run.ts';
import { plainLine } from '../../reporters/plain-lines.ts';
import { formatClock } from '../../runbook/duration.ts';
import { createOutputLines, type OutputLines } from '../../terminal/output-lines.ts';
import { highlight, styleFor } from '../../terminal/style.ts';

/** How often is looked when nothing says that the folder has changed. */
const pollMs = 500;
/** A person is waited for when nothing has run for so long. */
const waitingMs = 3_000;

/** `runbook follow [ID]`: what happens in a run, as it happens, without touching it. Ends when the run does. */
export async function follow(part: string | undefined, flags: { readonly json?: boolean }): Promise<number> {
  const run = part === undefined ? (liveRun() ?? findRun(undefined)) : findRun(part);
  const { folder } = run;
  const ended = new AbortController();
  const stop = () => ended.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  using journal = openJournalTail(folder);
  const changes = watchFolder(folder, ended.signal);
  const teller = flags.json === true ? jsonTeller() : lineTeller(folder);
  const state = emptyRun();
  let wasGone = false;
  while (!ended.signal.aborted) {
    const events = journal.next();
    for (const event of events) {
      applyEvent(state, event);
      teller.event(event, state);
    }
    teller.output(state);
    if (isOver(state)) break;
    // What it wrote last is read after its process was seen to be gone.
    const isGone = events.length === 0 && standingOf(state).state === 'interrupted';
    if (isGone && wasGone) {
      teller.say(`INTERRUPTED: the program that ran it is gone; go on with: runbook resume ${run.id}`, state);
      break;
    }
    wasGone = isGone;
    if (events.length === 0) teller.waiting(state);
    await changes.next();
  }
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  ended.abort();
  return 0;
}

/** The newest run that somebody has at the moment. */
function liveRun(): FoundRun | undefined {
  return allRuns().find(({ folder }) => lookAtRun(folder).standing.state === 'running');
}

function isOver({ ended, paused }: RunState): boolean {
  return ended !== undefined || paused !== undefined;
}

/** Resolves when something in the folder may have changed; a file system that does not say so is polled. */
function watchFolder(folder: string, signal: AbortSignal): { next(): Promise<void> } {
  let changed = Promise.withResolvers<void>();
  try {
    watch(folder, { signal, persistent: false }, () => changed.resolve()).on('error', () => undefined);
  } catch {
    // Polling alone will do.
  }
  return {
    async next() {
      const stop = new AbortController();
      const poll = delay(pollMs, undefined, { signal: AbortSignal.any([signal, stop.signal]) }).catch(() => undefined);
      await Promise.race([changed.promise, poll]);
      stop.abort();
      changed = Promise.withResolvers<void>();
    },
  };
}

interface Teller {
  event(event: AnyEvent, state: RunState): void;
  output(state: RunState): void;
  waiting(state: RunState): void;
  say(text: string, state: RunState): void;
}

function jsonTeller(): Teller {
  return {
    event: (event) => void process.stdout.write(`${JSON.stringify(event.type === 'unknown' ? event.raw : event)}\n`),
    output: () => undefined,
    waiting: () => undefined,
    say: () => undefined,
  };
}

/** The same lines as an unattended run prints, and the output of what runs as it comes. */
function lineTeller(folder: string): Teller {
  const style = styleFor(process.stdout, process.env);
  const write = (line: string) => void process.stdout.write(`${highlight(escapeControls(line), style)}\n`);
  const logs = new Map<string, { readonly tail: FileTail; readonly lines: OutputLines }>();
  let lastSeq = -1;
  let saidWaiting = -1;
  const clock = (state: RunState) => formatClock(elapsedOf(state));
  const open = (action: string, attempt: number, state: RunState) => {
    const key = `${action}.${attempt}`;
    const file = logs.has(key) ? undefined : newestLogOf(folder, action, attempt);
    if (file === undefined) return;
    const show = (line: string) => void process.stdout.write(`${clock(state)}  | ${line}\n`);
    const lines = createOutputLines({ show, makeSafe: escapeOutput, monoMs: () => performance.now() });
    logs.set(key, { tail: openTail(join(folder, file)), lines });
  };
  const drain = (key: string) => {
    const log = logs.get(key);
    const bytes = log?.tail.next();
    if (bytes !== undefined && bytes.length > 0) log?.lines.push(bytes);
  };
  return {
    event(event, state) {
      if (event.type === 'unknown') {
        write(`a line that is not known here: ${event.why}`);
        return;
      }
      lastSeq = event.seq;
      if (event.type === 'action-ended') {
        open(event.action, event.attempt, state);
        const key = `${event.action}.${event.attempt}`;
        drain(key);
        logs.get(key)?.lines.flush();
        logs.get(key)?.tail[Symbol.dispose]();
        logs.delete(key);
      }
      const line = plainLine(event, state);
      if (line !== undefined) for (const part of line.split('\n')) write(part);
    },
    output(state) {
      for (const { address, attempts } of actionsInFlight(state)) {
        open(address, attempts, state);
        drain(`${address}.${attempts}`);
      }
    },
    waiting(state) {
      const silentMs = elapsedOf(state) - state.lastMonoMs;
      if (saidWaiting === lastSeq || silentMs < waitingMs || actionsInFlight(state).length > 0) return;
      saidWaiting = lastSeq;
      write(`${clock(state)} waiting for a key since ${formatClock(state.lastMonoMs)}`);
    },
    say: (text, state) => write(`${clock(state)} ${text}`),
  };
}

/** The wall's clock since the start: whoever looks on has no other. */
function elapsedOf({ started }: RunState): number {
  return started === undefined ? 0 : Math.max(0, Date.now() - Date.parse(started.at));
}
