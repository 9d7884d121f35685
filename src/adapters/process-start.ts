import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { closePipe, type OpenPipe, openPipe } from './pipe-pool.ts';
import { type PipeReader, readPipe } from './pipe-reader.ts';
import { stripPrefix } from './pipe-strip.ts';
import { loadPty, type PersonTerminal, startInPty } from './pty.ts';

/** High, so that no script means it by a number of its own. */
const lifelineFd = 87;

export type OutputStream = 'stdout' | 'stderr';

/** `none`: pipes and no input. `whole`: all three streams are the terminal. `input`: standard output is still a pipe. */
export type TerminalUse = 'none' | 'whole' | 'input';

export interface ProcessOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: string;
  readonly terminal: TerminalUse;
  /** Paths of named pipes for this process alone. */
  readonly pipes: { readonly stdout: string; readonly stderr: string; readonly lifeline: string };
  /** Text that is taken out of the output: the folder that a script was put in. */
  readonly hiddenPrefix: string;
  /** Also called after the process has ended, for what it left running. The chunk is only good during the call. */
  readonly output: (stream: OutputStream, chunk: Uint8Array) => void;
  /** The terminal that is meant; without it, the one that this process was started at. */
  readonly person?: PersonTerminal | undefined;
}

export interface ProcessStatus {
  readonly exitCode?: number | undefined;
  readonly signal?: NodeJS.Signals | undefined;
}

export interface StartedProcess {
  readonly pid: number;
  /** Whether it has a process group and session of its own. */
  readonly ownGroup: boolean;
  /** `lost`: what it shows at the terminal that it was lent goes past us, and Ctrl-C there reaches us as well. */
  readonly transcript: 'kept' | 'lost';
  readonly exited: Promise<ProcessStatus>;
  readonly hasExited: () => boolean;
  /** Whether nobody holds the writing ends any more. */
  readonly isClosed: () => boolean;
  /** Delivers all that has been written up to now. */
  readonly drain: () => void;
  /** Ends the reading; a process that is still writing gets SIGPIPE. */
  readonly close: () => void;
}

/**
 * Starts a program in a session of its own: on real pipes, or in a pseudo-terminal that stands for the person's. Where
 * there are no pseudo-terminals it is lent the terminal itself. Rejects when it cannot start.
 */
export async function startProcess(options: ProcessOptions): Promise<StartedProcess> {
  const { terminal, person } = options;
  const pty = terminal === 'none' || person === undefined ? undefined : await loadPty();
  if (pty !== undefined && person !== undefined) return startInPty({ ...options, person }, pty);
  return await startOnPipes(options);
}

async function startOnPipes(options: ProcessOptions): Promise<StartedProcess> {
  const pipes = openStreams(options);
  const lifeline = openSync(options.pipes.lifeline, constants.O_RDWR);
  let child: ChildProcess;
  try {
    child = spawn(options.program, [...options.args], {
      cwd: options.folder,
      env: options.environment,
      detached: options.terminal === 'none',
      stdio: stdioOf(options.terminal, pipes, lifeline),
    });
  } catch (error) {
    for (const { pipe } of pipes) closePipe(pipe);
    throw error;
  } finally {
    closeSync(lifeline);
  }
  for (const { pipe } of pipes) closeSync(pipe.write);
  return await follow(child, pipes, options);
}

interface OpenStream {
  readonly stream: OutputStream;
  readonly pipe: OpenPipe;
}

function openStreams({ terminal, pipes }: ProcessOptions): readonly OpenStream[] {
  const streams: OpenStream[] = [];
  if (terminal !== 'whole') streams.push({ stream: 'stdout', pipe: openPipe(pipes.stdout) });
  if (terminal === 'none') streams.push({ stream: 'stderr', pipe: openPipe(pipes.stderr) });
  return streams;
}

function stdioOf(terminal: TerminalUse, pipes: readonly OpenStream[], lifeline: number): StdioOptions {
  const end = (stream: OutputStream) => pipes.find((open) => open.stream === stream)?.pipe.write ?? 'inherit';
  const gap = Array.from({ length: lifelineFd - 3 }, () => 'ignore' as const);
  return [terminal === 'none' ? 'ignore' : 'inherit', end('stdout'), end('stderr'), ...gap, lifeline];
}

async function follow(
  child: ChildProcess,
  pipes: readonly OpenStream[],
  options: ProcessOptions,
): Promise<StartedProcess> {
  const { pid } = child;
  if (pid === undefined) {
    for (const { pipe } of pipes) closeSync(pipe.read);
    const [error] = await once(child, 'error').catch((reason: unknown) => [reason]);
    throw error;
  }
  const readers = pipes.map((open) => readStream(open, options));
  let status: ProcessStatus | undefined;
  const exited = new Promise<ProcessStatus>((resolve) => {
    child.once('exit', (exitCode, signal) => {
      status = { exitCode: exitCode ?? undefined, signal: signal ?? undefined };
      for (const reader of readers) reader.unref();
      resolve(status);
    });
  });
  const isLent = options.terminal !== 'none';
  return {
    pid,
    ownGroup: !isLent,
    transcript: isLent ? 'lost' : 'kept',
    exited,
    hasExited: () => status !== undefined,
    isClosed: () => readers.every((reader) => reader.isEnded()),
    drain: () => {
      for (const reader of readers) reader.drain();
    },
    close: () => {
      for (const reader of readers) reader.close();
    },
  };
}

function readStream({ stream, pipe }: OpenStream, { hiddenPrefix, output }: ProcessOptions): PipeReader {
  const stripper = stripPrefix(hiddenPrefix, (chunk) => output(stream, chunk));
  const deliver = (chunk: Uint8Array): void => stripper.write(chunk);
  const reader = readPipe({ fd: pipe.read, deliver, onEnd: () => stripper.flush() });
  return {
    ...reader,
    drain: () => {
      reader.drain();
      stripper.flush();
    },
  };
}
