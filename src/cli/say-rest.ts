import type { Running } from '../runner/running.ts';
import { writeMessage } from './output.ts';
import { restOfRun } from './rest-of-run.ts';

/** Whatever this program has died of is no reason not to get on: what is left, as commands that need nothing of it. */
export function sayRest(running: Running, runFolder: string, runbookFolder: string): void {
  try {
    const lines = restOfRun(running, runFolder, runbookFolder);
    writeMessage(
      ['', 'The program cannot go on by itself. What is left, as plain commands:', '', ...lines, ''].join('\n'),
    );
  } catch {
    // What it died of is told in any case.
  }
}
