import { InvalidRunbookError } from '../project/invalid-runbook-error.ts';
import { UsageError } from '../project/usage-error.ts';
import { couldNotStart } from './exit-codes.ts';
import { NotStartedError } from './not-started.ts';
import { writeColoured, writeMessage } from './output.ts';
import { renderDiagnostics } from './render-diagnostics.ts';

/** The one place where errors become words: what happened, where, what to do next. A defect keeps its stack. */
export function reportError(error: unknown): number {
  if (error instanceof InvalidRunbookError) {
    writeColoured(renderDiagnostics(error.shown, error.text, error.diagnostics));
    writeMessage(`NOT STARTED, exit code ${couldNotStart}: ${error.message}. Nothing has been changed.`);
    return couldNotStart;
  }
  if (error instanceof UsageError) {
    writeMessage(`${error.message}\n${error.hint}`);
    return couldNotStart;
  }
  if (error instanceof NotStartedError) {
    writeMessage(
      `NOT STARTED, exit code ${couldNotStart}: ${error.reasons.join('\n')}\n     Nothing has been changed.`,
    );
    return couldNotStart;
  }
  if (isExplained(error)) {
    writeMessage(`${error.message}\n${error.hint}`);
    return isBeforeStart(error.code) ? couldNotStart : 1;
  }
  writeMessage(error instanceof Error ? (error.stack ?? error.message) : String(error));
  writeMessage('This is a defect of runbook; please report it with the lines above.');
  return 1;
}

/** What can only go wrong before the first effect. */
function isBeforeStart(code: string): boolean {
  return code.startsWith('kubeconfig') || code.includes('target') || noPlaceToKeep.includes(code);
}

const noPlaceToKeep: readonly string[] = [
  'state-folder-not-writable',
  'run-not-created',
  'run-not-held',
  'journal-not-opened',
  'journal-missing',
];

/** Errors of the world carry a stable code and a hint. */
function isExplained(error: unknown): error is Error & { readonly code: string; readonly hint: string } {
  return (
    error instanceof Error &&
    'hint' in error &&
    typeof error.hint === 'string' &&
    'code' in error &&
    typeof error.code === 'string'
  );
}
