import { nearest } from '../diagnostics/nearest.ts';

/** The command line or the world around it is wrong: said in plain words, exit code 2. */
export class UsageError extends Error {
  readonly hint: string;
  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** `unknown environment "prod"`, with the nearest name or all there are. */
export function unknownName(what: string, name: string, known: readonly string[]): UsageError {
  const guess = nearest(name, known);
  const there = known.length === 0 ? `There is no ${what} in this runbook.` : `There are: ${known.join(', ')}.`;
  return new UsageError(`unknown ${what} "${name}"`, guess === undefined ? there : `Did you mean "${guess}"?`);
}
