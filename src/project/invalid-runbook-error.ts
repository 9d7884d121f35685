import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** A runbook that cannot be run, with everything that is wrong with it. */
export class InvalidRunbookError extends Error {
  readonly shown: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  constructor(refused: {
    readonly shown: string;
    readonly text: string;
    readonly diagnostics: readonly Diagnostic[];
  }) {
    super(`${refused.shown} is not a valid runbook`);
    this.name = 'InvalidRunbookError';
    this.shown = refused.shown;
    this.text = refused.text;
    this.diagnostics = refused.diagnostics;
  }
}
