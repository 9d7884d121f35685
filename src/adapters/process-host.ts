import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createPipePool, type PipePool } from './pipe-pool.ts';
import { cleanEnvironment } from './process-environment.ts';
import { type ProcessOptions, type StartedProcess, startProcess } from './process-start.ts';
import { type StopSignal, stopProcesses, stopSignalFor } from './process-stop.ts';
import { hasMarker, isThere, listProcesses, membersOf, type ProcessEntry, type ProcessTrace } from './process-table.ts';
import { startWatchdog, type Watchdog } from './process-watchdog.ts';
import type { PersonTerminal } from './pty.ts';

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

export interface HostedOptions extends Omit<ProcessOptions, 'pipes' | 'hiddenPrefix' | 'environment' | 'person'> {
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
  readonly transcript: StartedProcess['transcript'];
}

export interface HostOptions {
  readonly baseEnvironment: NodeJS.ProcessEnv;
  /** Private to this run, mode 0700. */
  readonly scratchFolder: string;
  readonly graceMs?: number | undefined;
  readonly mark?: string | undefined;
  /** Who interactive actions talk to. */
  readonly person?: PersonTerminal | undefined;
}

interface Hosted {
  readonly process: StartedProcess;
  readonly trace: ProcessTrace;
  readonly place: ActionPlace;
}

/** Starts the processes of one run, stops them whole, and ends with it what they left behind. */
export class ProcessHost implements AsyncDisposable {
  readonly #run: string;
  /** Of this host alone: the same run may have had others. */
  readonly #own = randomUUID();
  readonly #environment: NodeJS.ProcessEnv;
  readonly #scratchFolder: string;
  readonly #pipesFolder: string;
  readonly #graceMs: number;
  readonly #person: PersonTerminal | undefined;
  readonly #watchdog: Watchdog;
  readonly #pipes: PipePool;
  /** Running, or ended with somebody left in the group or at the pipes. */
  readonly #hosted = new Set<Hosted>();
  #disposal: Promise<void> | undefined;
  #count = 0;

  constructor({ baseEnvironment, scratchFolder, graceMs = 2_000, mark = randomUUID(), person }: HostOptions) {
    this.#run = mark;
    this.#environment = cleanEnvironment(baseEnvironment);
    this.#scratchFolder = scratchFolder;
    this.#pipesFolder = join(scratchFolder, 'pipes');
    this.#graceMs = graceMs;
    this.#person = person;
    mkdirSync(this.#pipesFolder, { mode: 0o700 });
    this.#watchdog = startWatchdog(this.#pipesFolder);
    this.#pipes = createPipePool(this.#pipesFolder, (names) => this.#watchdog.makePipes(names));
  }

  /** `address` names the action in the environment of its processes. */
  async prepare(address: string): Promise<ActionPlace> {
    const [state = '', report = '', stdout = '', stderr = '', lifeline = ''] = await this.#pipes.take(5);
    this.#count += 1;
    const path = join(this.#scratchFolder, `a${this.#count}`);
    mkdirSync(path, { mode: 0o700 });
    const action = `${address}@${this.#own}.${this.#count}`;
    const outputFile = `${path}-outputs`;
    const marks = { RUNBOOK_RUN: this.#run, RUNBOOK_ACTION: action, RUNBOOK_OUTPUT: outputFile };
    return {
      folder: `${path}/`,
      outputFile,
      environment: { ...this.#environment, ...marks },
      marks,
      marker: `RUNBOOK_ACTION=${action}`,
      pipes: { state, report, stdout, stderr, lifeline },
    };
  }

  /** Resolves when it has started, rejects when it could not. */
  async start(options: HostedOptions): Promise<{ readonly ended: Promise<ProcessEnd> }> {
    const { place } = options;
    const person = this.#person;
    const started = await startProcess({ ...options, person, pipes: place.pipes, hiddenPrefix: place.folder });
    const { marker, pipes } = place;
    const { ownGroup } = started;
    const trace = { pid: started.pid, ownGroup, reach: 'everything', marker, lifeline: pipes.lifeline } as const;
    const hosted: Hosted = { process: started, trace, place };
    this.#hosted.add(hosted);
    if (ownGroup) this.#watchdog.watch(started.pid);
    options.started(started.pid);
    return { ended: this.#follow(hosted, options.background ? undefined : options.signal) };
  }

  /** Removes the files of an action that has ended, unless somebody it left may still use them. */
  release(place: ActionPlace): void {
    for (const hosted of this.#hosted) {
      const isInUse = !hosted.process.isClosed() || hasGroup(hosted.trace);
      if (hosted.place === place && !isInUse) this.#hosted.delete(hosted);
    }
    if ([...this.#hosted].some((hosted) => hosted.place === place)) return;
    // Nobody waits for it.
    setImmediate(() => removeFiles(place));
  }

  /** What actions of this run left in sessions of their own: not stopped at the end. */
  remaining(): readonly ProcessEntry[] {
    return listProcesses().filter(({ pid }) => hasMarker(pid, `RUNBOOK_RUN=${this.#run}`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposal ??= this.#dispose();
    await this.#disposal;
  }

  async #follow(hosted: Hosted, signal: AbortSignal | undefined): Promise<ProcessEnd> {
    const { process: running, trace } = hosted;
    const end = await endOf(hosted, signal, this.#graceMs);
    running.drain();
    const left = hasGroup(trace) ? membersOf({ ...trace, reach: 'group' }, new Set()).length : 0;
    if (left === 0 && trace.ownGroup) this.#watchdog.release(trace.pid);
    return { ...end, running: left, transcript: running.transcript };
  }

  async #dispose(): Promise<void> {
    await Promise.all([...this.#hosted].map((hosted) => stopAtEnd(hosted, this.#graceMs)));
    for (const { process: ended, trace } of this.#hosted) {
      ended.close();
      this.#watchdog.release(trace.pid);
    }
    await this.#pipes.settle();
    this.#watchdog.close();
    for (const { place } of this.#hosted) removeFiles(place);
    const folders = Array.from({ length: this.#count }, (_, index) => `a${index + 1}`);
    for (const name of ['pipes', ...folders]) {
      rmSync(join(this.#scratchFolder, name), { recursive: true, force: true });
    }
  }
}

/** Waits for the end; when the signal is aborted before, stops the whole action and says so. */
async function endOf(
  { process: running, trace }: Hosted,
  signal: AbortSignal | undefined,
  graceMs: number,
): Promise<Omit<ProcessEnd, 'running' | 'transcript'>> {
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
  if (reach === 'group' && !hasGroup(trace)) return;
  await stopProcesses({ ...trace, reach }, { signal: 'SIGTERM', graceMs, hasExited: ended.hasExited });
  if (reach === 'everything') await ended.exited;
}

/** Without `rmSync`, and the empty folder stays until the end: both take longer than all the rest. */
function removeFiles({ folder, outputFile, pipes }: ActionPlace): void {
  const files = existsSync(folder) ? readdirSync(folder).map((name) => `${folder}${name}`) : [];
  for (const path of [...files, ...Object.values(pipes), outputFile]) {
    if (existsSync(path)) unlinkSync(path);
  }
}

/** Whether anybody is in the group that it was started in. */
function hasGroup({ ownGroup, pid }: ProcessTrace): boolean {
  return ownGroup && isThere(-pid);
}
