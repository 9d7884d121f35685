import { closeSync, constants as fileConstants, openSync } from 'node:fs';
import { constants } from 'node:os';
import { StringDecoder } from 'node:string_decoder';
import type { IPty, spawn } from '@lydell/node-pty';
import { findOnPath } from './find-on-path.ts';
import { type PipeReader, readPipe } from './pipe-reader.ts';
import { stripPrefix } from './pipe-strip.ts';
import type { OutputStream, ProcessOptions, ProcessStatus, StartedProcess } from './process-start.ts';
import { isThere } from './process-table.ts';
import { createTerminalModes } from './terminal-modes.ts';
import { createTerminalStream } from './terminal-stream.ts';
import { createTranscript } from './transcript.ts';

interface NodePty {
  readonly spawn: typeof spawn;
}

/** The terminal that a person sits at: what they type and what they see. */
export interface PersonTerminal {
  readonly input: {
    setRawMode?(mode: boolean): unknown;
    on(event: 'data', listener: (chunk: Buffer) => void): unknown;
    off(event: 'data', listener: (chunk: Buffer) => void): unknown;
    resume(): unknown;
    pause(): unknown;
  };
  readonly output: {
    readonly columns?: number | undefined;
    readonly rows?: number | undefined;
    write(chunk: Uint8Array | string): unknown;
    on(event: 'resize', listener: () => void): unknown;
    off(event: 'resize', listener: () => void): unknown;
  };
}

export interface PtyOptions extends ProcessOptions {
  readonly person: PersonTerminal;
}

/** The part of it that is native is there for the platforms it was built for; undefined elsewhere. */
export async function loadPty(): Promise<NodePty | undefined> {
  return await import('@lydell/node-pty').catch(() => undefined);
}

/**
 * Starts a program in a pseudo-terminal that stands for the person's own: keys, size and everything shown go through,
 * and what is shown is also given to `output` as lines. With `input`, standard output is a pipe and the lines are those
 * of standard error. The person's terminal is as it was before when the program has ended, however it ended.
 */
export function startInPty(options: PtyOptions, pty: NodePty): StartedProcess {
  const { program, environment, person } = options;
  if (findOnPath(program, environment['PATH']) === undefined) {
    throw Object.assign(new Error(`${program} is missing`), { code: 'ENOENT' });
  }
  const captured = options.terminal === 'input' ? openCaptured(options) : undefined;
  const [file = program, ...args] = [...(captured?.through ?? []), program, ...options.args];
  const child = pty.spawn(file, args, {
    name: environment['TERM'] ?? 'xterm',
    cols: person.output.columns ?? 80,
    rows: person.output.rows ?? 24,
    cwd: options.folder,
    env: environment,
    encoding: null,
  });
  const held = holdOpen(child);
  const connection = connect(child, options);
  let status: ProcessStatus | undefined;
  const exited = new Promise<ProcessStatus>((resolve) => {
    child.onExit((end) => {
      held[Symbol.dispose]();
      connection[Symbol.dispose]();
      captured?.end();
      status = statusOf(end);
      resolve(status);
    });
  });
  return {
    pid: child.pid,
    ownGroup: true,
    transcript: 'kept',
    exited,
    hasExited: () => status !== undefined,
    isClosed: () => status !== undefined && (captured?.reader.isEnded() ?? true),
    drain: () => captured?.reader.drain(),
    close: () => captured?.reader.close(),
  };
}

/** A signal that ended it comes with exit code 0, and no signal is number 0. */
function statusOf({ exitCode, signal }: { exitCode: number; signal?: number }): ProcessStatus {
  if (signal === undefined || signal === 0) return { exitCode };
  const found = Object.entries(constants.signals).find(([, number]) => number === signal);
  return found === undefined ? { exitCode: 128 + signal } : { signal: nameOf(found[0]) };
}

function nameOf(name: string): NodeJS.Signals {
  const isSignal = (text: string): text is NodeJS.Signals => text in constants.signals;
  return isSignal(name) ? name : 'SIGKILL';
}

/**
 * A program may close its terminal before it exits. Where nobody else has that open, it is then hung up: the program is
 * killed on its way out, and what would have been its exit code is lost.
 */
function holdOpen(child: IPty): Disposable {
  let fd = openSlave(child);
  const release = () => {
    process.off('SIGCHLD', look);
    if (fd !== undefined) closeSync(fd);
    fd = undefined;
  };
  const releaseWhenGone = () => (isThere(child.pid) ? undefined : release());
  /** It stays a moment as one that has ended and was not collected. */
  const look = () => {
    for (const ms of [0, 10, 50]) setTimeout(releaseWhenGone, ms);
  };
  process.on('SIGCHLD', look);
  return { [Symbol.dispose]: release };
}

/** Where that cannot be opened, everything else goes on as it is. */
function openSlave(child: IPty): number | undefined {
  if (!('ptsName' in child) || typeof child.ptsName !== 'string') return undefined;
  try {
    return openSync(child.ptsName, fileConstants.O_RDWR | fileConstants.O_NOCTTY);
  } catch {
    return undefined;
  }
}

/** Joins the two terminals until the program has ended, or the person's is gone. */
function connect(child: IPty, { person, hiddenPrefix, output, terminal }: PtyOptions): Disposable {
  const { input, output: screen } = person;
  const modes = createTerminalModes();
  const stream: OutputStream = terminal === 'input' ? 'stderr' : 'stdout';
  const stripper = stripPrefix(hiddenPrefix, (chunk) => output(stream, chunk));
  const transcript = createTranscript(screen.columns ?? 80, (text) => stripper.write(Buffer.from(text)));
  const read = createTerminalStream((token) => {
    modes.take(token);
    transcript.take(token);
  });
  let isGone = false;
  child.onData((data: unknown) => {
    const chunk = Buffer.isBuffer(data) ? data : Buffer.from(String(data));
    if (!isGone) screen.write(chunk);
    read(chunk);
  });
  const decoder = new StringDecoder('utf8');
  const typed = (chunk: Buffer) => child.write(decoder.write(chunk));
  const resized = () => {
    const { columns, rows } = screen;
    if (columns === undefined || rows === undefined || columns <= 0 || rows <= 0) return;
    child.resize(columns, rows);
    transcript.resize(columns);
  };
  /** The terminal is gone: so is the one inside, which tells the program. */
  const hangUp = () => {
    isGone = true;
    if ('destroy' in child && typeof child.destroy === 'function') child.destroy();
  };
  const restore = () => {
    input.setRawMode?.(false);
    screen.write(modes.restore());
  };
  input.setRawMode?.(true);
  input.on('data', typed);
  input.resume();
  screen.on('resize', resized);
  process.on('SIGHUP', hangUp);
  process.once('exit', restore);
  return {
    [Symbol.dispose]: () => {
      process.off('SIGHUP', hangUp);
      process.off('exit', restore);
      screen.off('resize', resized);
      input.off('data', typed);
      input.pause();
      if (!isGone) restore();
      transcript.flush();
      stripper.flush();
    },
  };
}

interface Captured {
  /** What the program is started through. */
  readonly through: readonly string[];
  readonly reader: PipeReader;
  /** No more is written but by what was left behind. */
  readonly end: () => void;
}

/** A pseudo-terminal is all three streams: the pipe is opened by its name, in front of the program. */
function openCaptured({ pipes, hiddenPrefix, output }: PtyOptions): Captured {
  const fd = openSync(pipes.stdout, fileConstants.O_RDONLY | fileConstants.O_NONBLOCK);
  // Held until the program has ended, so that the pipe does not end before the program has opened it.
  const held = openSync(pipes.stdout, fileConstants.O_WRONLY);
  const stripper = stripPrefix(hiddenPrefix, (chunk) => output('stdout', chunk));
  const reader = readPipe({ fd, deliver: stripper.write, onEnd: stripper.flush });
  return {
    through: ['/bin/sh', '-c', 'exec "$@" >"$0"', pipes.stdout],
    reader: {
      ...reader,
      drain: () => {
        reader.drain();
        stripper.flush();
      },
    },
    end: () => {
      closeSync(held);
      reader.unref();
    },
  };
}
