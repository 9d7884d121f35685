import type { TerminalSession } from '../terminal/terminal-session.ts';
import { type AttendedOptions, createAttendedScreen } from './attended-screen.ts';
import { createLineScreen } from './line-screen.ts';
import type { Screen } from './screen.ts';

type ScreenOptions = Omit<AttendedOptions, 'terminal'> & {
  /** Absent where nobody is there to ask. */
  readonly terminal: TerminalSession | undefined;
  readonly json?: boolean | undefined;
};

/** The screen of a run: a person's terminal, or one line per event. */
export function openScreen({ terminal, json, ...options }: ScreenOptions): Screen {
  if (terminal === undefined) return createLineScreen(options.given, json === true ? 'json' : 'words');
  return createAttendedScreen({ ...options, terminal });
}
