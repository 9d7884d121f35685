import { openPlainTerminal } from '../terminal/plain-session.ts';
import { styleFor } from '../terminal/style.ts';
import { openTerminal, type TerminalSession } from '../terminal/terminal-session.ts';
import { systemClock } from './system-clock.ts';

const least = { columns: 60, rows: 16 };

/** The terminal that the program was started at: a screen, or lines where that was asked for or nothing else will do. */
export function takeTerminal(flags: { readonly plain?: boolean }): TerminalSession {
  const why = flags.plain === true ? '' : whyNoScreen();
  const { monoMs } = systemClock;
  const display = process.stdout;
  const style = styleFor(display, process.env);
  if (why !== undefined) {
    if (why !== '') display.write(`${why}: lines instead of a screen; keys end with Enter.\n`);
    // As if the terminal had been closed, whatever is going on.
    const onEnd = () => void process.kill(process.pid, 'SIGHUP');
    return openPlainTerminal({ display, input: process.stdin, style, monoMs, onEnd });
  }
  return openTerminal({ display, keys: process.stdin, style, monoMs, everySecond });
}

function whyNoScreen(): string | undefined {
  if (process.env['TERM'] === 'dumb') return 'This terminal cannot move its cursor';
  const { columns = 80, rows = 24 } = process.stdout;
  // A terminal that does not know its size says 0.
  const isSmall = (columns > 0 && columns < least.columns) || (rows > 0 && rows < least.rows);
  return isSmall ? `This terminal is smaller than ${least.columns}x${least.rows}` : undefined;
}

function everySecond(tick: () => void): Disposable {
  const timer = setInterval(tick, 1_000).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
