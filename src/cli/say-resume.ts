import { hostname } from 'node:os';
import { escapeControls } from '../diagnostics/escape-controls.ts';
import { writeMessage } from './output.ts';

/** What goes on with a run that has not ended, and where, for whoever comes next; on standard error, in nobody's data. */
export function sayResume({ id, user, root }: { readonly id: string; readonly user: string; readonly root: string }) {
  writeMessage(`to go on with it: runbook resume ${id}`);
  writeMessage(escapeControls(`on ${hostname()}, in ${root}; ${user} has left it, and somebody else may go on`));
}
