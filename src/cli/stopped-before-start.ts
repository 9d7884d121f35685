import { exitCodeAfter } from '../runner/run-runbook.ts';
import { writeMessage } from './output.ts';

/** A signal came while the targets were being proved: there is no run to record, only to say so. */
export function stoppedBeforeStart(ended: AbortSignal): number {
  const exitCode = exitCodeAfter(ended);
  writeMessage(`INTERRUPTED before the start, exit code ${exitCode}.\n     Nothing has been changed.`);
  return exitCode;
}
