import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { createTerminalScreen } from './terminal-screen.ts';
import { node, type Project, program } from './unattended-project.ts';

/** A prompt throws away the keys of its first 0.3 s. It begins before the screen shows it, or right after a pager was closed. */
const deafMs = 400;
const deadlineMs = 60_000;

export interface TerminalOptions {
  /** Added to the environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** A command that runs the program, which is given as its last arguments. */
  readonly wrapper?: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
}

/** The built program in a real terminal, of 80x24 unless it is said otherwise, and a person's view of it. */
export interface TerminalRun extends AsyncDisposable {
  readonly pid: number;
  readonly exitCode: Promise<number>;
  /** Every row, scrollback included, up to the last one with text in it. */
  rows(): readonly string[];
  /** What is on the screen now, without the scrollback. */
  visible(): readonly string[];
  text(): string;
  /** Every row that stood there at some time, also what was taken away again. */
  seenRows(): ReadonlySet<string>;
  /** Everything the terminal was sent. */
  raw(): string;
  /** What stands there now and did not at the last key. */
  fresh(): string;
  cursorIsVisible(): boolean;
  titles(): readonly string[];
  bells(): number;
  /** Resolves with what is new since the last key as soon as it holds the text, and fails after a minute. */
  sees(text: string | RegExp): Promise<string>;
  /** The same, and a prompt stands below it, ready for a key. */
  asks(text: string | RegExp): Promise<string>;
  /** Waits for a prompt below the text, lets its deaf time go by, and presses one key. */
  press(text: string | RegExp, key: string): Promise<void>;
  /** The same at a prompt that stood still at the key before. */
  pressAgain(key: string): Promise<void>;
  /** Sends it at once, whatever stands there. */
  send(keys: string): void;
  /** Gives the terminal another size, as a person who drags its corner does. */
  resize(columns: number, rows: number): void;
  /** Closes the terminal as a lost connection does. */
  close(): void;
  signal(name: NodeJS.Signals): void;
}

export const keys = {
  enter: '\r',
  escape: '\u001B',
  ctrlC: '\u0003',
  up: '\u001B[A',
  down: '\u001B[B',
  left: '\u001B[D',
  right: '\u001B[C',
} as const;

export function startInTerminal(project: Project, args: readonly string[], options: TerminalOptions = {}): TerminalRun {
  const { wrapper = [], columns = 80, rows = 24 } = options;
  const [file = node, ...rest] = [...wrapper, node, program, ...args];
  const env = { ...environmentOf(project), ...options.env };
  const child = spawn(file, rest, { name: 'xterm-256color', cols: columns, rows, cwd: project.folder, env });
  const screen = createTerminalScreen({ columns, rows }, (answer) => child.write(answer));
  child.onData(screen.write);
  const exit = Promise.withResolvers<number>();
  let ended: number | undefined;
  child.onExit(({ exitCode, signal }) => {
    ended = exitCode === 0 && signal !== undefined && signal !== 0 ? 128 + signal : exitCode;
    screen.settled().then(() => {
      exit.resolve(ended ?? -1);
      screen.changed();
    });
  });
  const until = (isSo: () => boolean, what: string) =>
    screen.until(isSo, { deadlineMs, what, isOver: () => ended !== undefined });
  const send = (text: string) => {
    screen.mark();
    child.write(text);
  };
  const asks: TerminalRun['asks'] = async (text) => {
    await until(() => matches(screen.fresh(), text) && screen.hasPrompt(), `a question after ${text}`);
    return screen.fresh();
  };
  return {
    ...screen,
    pid: child.pid,
    exitCode: exit.promise,
    asks,
    sees: async (text) => {
      await until(() => matches(screen.fresh(), text), `${text}`);
      return screen.fresh();
    },
    press: async (text, key) => {
      await asks(text);
      await passed(deafMs);
      send(key);
    },
    pressAgain: async (key) => {
      await passed(deafMs);
      child.write(key);
    },
    send,
    resize: (wide, high) => {
      screen.resize(wide, high);
      child.resize(wide, high);
    },
    close: () => {
      if ('destroy' in child && typeof child.destroy === 'function') child.destroy();
    },
    signal: (name) => process.kill(child.pid, name),
    [Symbol.asyncDispose]: async () => {
      if (ended === undefined) killIfThere(child.pid);
      await exit.promise;
    },
  };
}

/** It may have ended without its terminal having said so yet. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** What is asked, and the key that answers it. */
export type Answers = readonly (readonly [asked: string | RegExp, key: string])[];

export async function answer(run: TerminalRun, answers: Answers): Promise<void> {
  for (const [asked, key] of answers) await run.press(asked, key);
}

/** Waits for something that the terminal does not show. */
export async function comesTrue(isSo: () => boolean): Promise<void> {
  const beganMs = performance.now();
  while (!isSo()) {
    if (performance.now() - beganMs > deadlineMs) throw new Error(`${isSo} did not come true`);
    await passed(20);
  }
}

/** As a person's shell would have it, with the project's stand-ins in front. */
function environmentOf({ folder }: Project): Record<string, string> {
  return {
    PATH: [join(folder, 'bin'), dirname(node), '/usr/bin', '/bin'].join(':'),
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'tmp'),
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    CALLS: join(folder, 'calls'),
    NODE_COMPILE_CACHE: join(tmpdir(), 'runbook-test-compile-cache'),
  };
}

function matches(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
