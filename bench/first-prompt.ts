import { spawn } from '@lydell/node-pty';
import { programFile } from './program.ts';
import type { Workplace } from './workplace.ts';

/** Milliseconds until the row of keys of the start screen is there; then it is left with its own key. */
export function timeFirstPrompt(file: string, { folder, environment }: Workplace): Promise<number> {
  return timeTerminal({ args: [programFile, 'run', file], folder, environment, until: '[r] start', answer: 'q' });
}

/** The same for a Node that does nothing, up to its end. */
export function timeBareNode({ folder, environment }: Workplace): Promise<number> {
  return timeTerminal({ args: ['-e', '0'], folder, environment });
}

interface TerminalRun {
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Text that ends the measuring, else the end of the program does. */
  readonly until?: string;
  readonly answer?: string;
}

function timeTerminal({ args, folder, environment, until, answer = '' }: TerminalRun): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const beganMs = performance.now();
  const terminal = spawn(process.execPath, [...args], { cwd: folder, env: environment, cols: 80, rows: 24 });
  let elapsedMs: number | undefined;
  let shown = '';
  terminal.onData((text) => {
    shown += text;
    if (elapsedMs !== undefined || until === undefined || !shown.includes(until)) return;
    elapsedMs = performance.now() - beganMs;
    // A prompt is deaf at first: keys that were meant for something else must not answer it.
    const pressing = setInterval(() => terminal.write(answer), 50);
    terminal.onExit(() => clearInterval(pressing));
  });
  terminal.onExit(() => {
    if (until === undefined) elapsedMs = performance.now() - beganMs;
    if (elapsedMs === undefined) reject(new Error(`"${until}" was never shown:\n${shown}`));
    else resolve(elapsedMs);
  });
  return promise;
}
