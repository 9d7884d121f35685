import { writeMessage } from './output.ts';

/** What goes on with a run that has not ended; on standard error, where it is in nobody's data. */
export function sayResume(id: string): void {
  writeMessage(`to go on with it: runbook resume ${id}`);
}
