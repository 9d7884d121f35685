export type JournalErrorCode =
  | 'state-folder-not-writable'
  | 'run-not-created'
  | 'run-not-held'
  | 'journal-missing'
  | 'journal-not-opened'
  | 'journal-not-written'
  | 'journal-not-flushed'
  | 'journal-closed'
  | 'journal-has-another-writer'
  | 'log-not-opened'
  | 'debt-not-kept';

/** The world refused something the journal needs. `code` never changes its meaning; `hint` says what to do next. */
export class JournalError extends Error {
  readonly code: JournalErrorCode;
  readonly hint: string;

  constructor(code: JournalErrorCode, message: string, options: { hint: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'JournalError';
    this.code = code;
    this.hint = options.hint;
  }
}

/** `ENOSPC: no space left on device, write` → the same without a stack, for the end of a sentence. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
