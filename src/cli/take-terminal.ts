import { styleFor } from '../terminal/style.ts';
import { openTerminal, type TerminalSession } from '../terminal/terminal-session.ts';
import { systemClock } from './system-clock.ts';

/** The terminal that the program was started at. */
export function takeTerminal(): TerminalSession {
  return openTerminal({
    display: process.stdout,
    keys: process.stdin,
    style: styleFor(process.stdout, process.env),
    monoMs: systemClock.monoMs,
    everySecond: (tick) => {
      const timer = setInterval(tick, 1_000).unref();
      return { [Symbol.dispose]: () => clearInterval(timer) };
    },
  });
}
