import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createPipePool } from './pipe-pool.ts';
import { cleanEnvironment } from './process-environment.ts';
import { type ProcessOptions, type StartedProcess, startProcess } from './process-start.ts';
import { type StopSignal, stopProcesses, stopSignalFor } from './process-stop.ts';
import { hasMarker, listProcesses, membersOf, type ProcessEntry, type ProcessTrace } from './process-table.ts';
import { startWatchdog, type Watchdog } from './process-watchdog.ts';

/** What one action has to itself. */
export interface ActionPlace {
  /** A folder, ending in a slash. */
  readonly folder: string;
  readonly outputFile: string;
  /** The environment of the runner, cleaned, and the marks. */
  readonly environment: NodeJS.ProcessEnv;
  /** By which its processes are known, and where it writes its outputs. */
  readonly marks: Readonly<Record<string, string>>;
  readonly marker: string;
  readonly pipes: ProcessOptions['pipes'] & { readonly state: string; readonly report: string };
}

export interface HostedOptions extends Omit<ProcessOptions, 'pipes' | 'hiddenPrefix' | 'environment'> {
  readonly place: ActionPlace;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the action when aborted; not what goes on in the background. */
  readonly signal: AbortSignal;
  readonly background: boolean;
  readonly started: (pid: number) => void;
}

export interface ProcessEnd {
  readonly exitCode?: number | undefined;
  readonly signal?: NodeJS.Signals | undefined;
  /** We ended it; `left` could not be ended. */
  readonly stopped?: { readonly signal: StopSignal; readonly left: readonly ProcessEntry[] } | undefined;
  /** How many processes of its group go on. */
  readonly running: number;
}

/** Starts the processes of one run, stops them whole, and ends with it what they left behind. */
export interface ProcessHost extends AsyncDisposable {
  prepare(): Promise<ActionPlace>;
  /** Resolves when it has started, rejects when it could not. */
  start(options: HostedOptions): Promise<{ readonly ended: Promise<ProcessEnd> }>;
  /** Removes the files of an action that has ended, unless somebody it left may still use them. */
  release(place: ActionPlace): void;
  /** What actions of this run left in sessions of their own: not stopped at the end. */
  remaining(): readonly ProcessEntry[];
}

export interface HostOptions {
  readonly baseEnvironment: NodeJS.ProcessEnv;
  /** Private to this run, mode 0700. */
  readonly scratchFolder: string;
  readonly graceMs?: number | undefined;
}

interface Hosted {
  readonly process: StartedProcess;
  readonly trace: ProcessTrace;
  readonly place: ActionPlace;
}

export function createProcessHost({ baseEnvironment, scratchFolder, graceMs = 2_000 }: HostOptions): ProcessHost {
  const run = randomUUID();
  const base = cleanEnvironment(baseEnvironment);
  const pipesFolder = join(scratchFolder, 'pipes');
  mkdirSync(pipesFolder, { mode: 0o700 });
  const pipes = createPipePool(pipesFolder);
  /** Running, or ended with somebody left in the group or at the pipes. */
  const hosted = new Set<Hosted>();
  let watchdog: Promise<Watchdog> | undefined;
  let count = 0;

  const guard = (): Promise<Watchdog> => {
    watchdog ??= pipes.take(1).then(([path = '']) => startWatchdog(path));
    return watchdog;
  };

  const prepare = async (): Promise<ActionPlace> => {
    const [state = '', report = '', stdout = '', stderr = '', lifeline = ''] = await pipes.take(5);
    count += 1;
    const folder = `${join(scratchFolder, `a${count}`)}/`;
    mkdirSync(folder, { mode: 0o700 });
    const action = `${run}.${count}`;
    const outputFile = `${folder}outputs`;
    const marks = { RUNBOOK_RUN: run, RUNBOOK_ACTION: action, RUNBOOK_OUTPUT: outputFile };
    const marker = `RUNBOOK_ACTION=${action}`;
    return {
      folder,
      outputFile,
      environment: { ...base, ...marks },
      marks,
      marker,
      pipes: { state, report, stdout, stderr, lifeline },
    };
  };

  const start = async (options: HostedOptions): Promise<{ ended: Promise<ProcessEnd> }> => {
    const { place, terminal } = options;
    const dog = await guard();
    const started = await startProcess({ ...options, pipes: place.pipes, hiddenPrefix: place.folder });
    const ownGroup = terminal === 'none';
    const lifeline = place.pipes.lifeline;
    const trace = { pid: started.pid, ownGroup, reach: 'everything', marker: place.marker, lifeline } as const;
    const entry: Hosted = { process: started, trace, place };
    hosted.add(entry);
    if (ownGroup) dog.watch(started.pid);
    options.started(started.pid);
    return { ended: follow(entry, dog, options.background ? undefined : options.signal) };
  };

  const follow = async (entry: Hosted, dog: Watchdog, signal: AbortSignal | undefined): Promise<ProcessEnd> => {
    const { process: running, trace } = entry;
    const end = await endOf(entry, signal, graceMs);
    running.drain();
    const left = trace.ownGroup && hasGroup(trace.pid) ? groupOf(trace).length : 0;
    if (left === 0 && trace.ownGroup) dog.release(trace.pid);
    return { ...end, running: left };
  };

  const release = (place: ActionPlace): void => {
    for (const entry of hosted) {
      if (entry.place !== place || !entry.process.isClosed()) continue;
      if (entry.trace.ownGroup && hasGroup(entry.trace.pid)) continue;
      hosted.delete(entry);
    }
    if ([...hosted].some((entry) => entry.place === place)) return;
    // Nobody waits for it.
    setImmediate(() => removePlace(place));
  };

  let disposal: Promise<void> | undefined;
  const dispose = async (): Promise<void> => {
    await Promise.all([...hosted].map((entry) => stopAtEnd(entry, graceMs)));
    const dog = await watchdog;
    for (const { process: ended, trace } of hosted) {
      ended.close();
      dog?.release(trace.pid);
    }
    dog?.close();
    await pipes.settle();
    await rm(pipesFolder, { recursive: true, force: true });
    for (const { place } of hosted) removePlace(place);
  };

  const remaining = (): readonly ProcessEntry[] =>
    listProcesses().filter(({ pid }) => hasMarker(pid, `RUNBOOK_RUN=${run}`));

  return {
    prepare,
    start,
    release,
    remaining,
    [Symbol.asyncDispose]: () => {
      disposal ??= dispose();
      return disposal;
    },
  };
}

/** Waits for the end; when the signal is aborted before, stops the whole action and says so. */
async function endOf(
  { process: running, trace }: Hosted,
  signal: AbortSignal | undefined,
  graceMs: number,
): Promise<Omit<ProcessEnd, 'running'>> {
  const stopping = Promise.withResolvers<NonNullable<ProcessEnd['stopped']>>();
  const onAbort = (): void => {
    const stopSignal = stopSignalFor(signal?.reason);
    const stop = stopProcesses(trace, { signal: stopSignal, graceMs, hasExited: running.hasExited });
    stopping.resolve(stop.then((left) => ({ signal: stopSignal, left })));
  };
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  const first = await Promise.race([running.exited, stopping.promise]);
  signal?.removeEventListener('abort', onAbort);
  if (!signal?.aborted) return await running.exited;
  const stopped = 'left' in first ? first : await stopping.promise;
  const isAlive = stopped.left.some(({ pid }) => pid === trace.pid);
  return isAlive ? { stopped } : { ...(await running.exited), stopped };
}

/** A running action is stopped whole, an ended one in its group only. */
async function stopAtEnd({ process: ended, trace }: Hosted, graceMs: number): Promise<void> {
  const reach = ended.hasExited() ? 'group' : 'everything';
  if (reach === 'group' && !(trace.ownGroup && hasGroup(trace.pid))) return;
  await stopProcesses({ ...trace, reach }, { signal: 'SIGTERM', graceMs, hasExited: ended.hasExited });
  if (reach === 'everything') await ended.exited;
}

function removePlace({ folder, pipes }: ActionPlace): void {
  for (const path of [folder, ...Object.values(pipes)]) rmSync(path, { recursive: true, force: true });
}

function groupOf(trace: ProcessTrace): readonly ProcessEntry[] {
  return membersOf({ ...trace, reach: 'group' }, new Set());
}

function hasGroup(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}
