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

/** A message that names more helps nobody. */
const mostNamed = 8;

/** `unknown environment "prod"`, with the nearest name or what there is. */
export function unknownName(what: string, name: string, known: readonly string[]): UsageError {
  const guess = nearest(name, known);
  const there = known.length === 0 ? `There is no ${what} in this runbook.` : `There are: ${listed(known)}.`;
  return new UsageError(`unknown ${what} "${name}"`, guess === undefined ? there : `Did you mean "${guess}"?`);
}

function listed(known: readonly string[]): string {
  const more = known.length > mostNamed ? ` and ${known.length - mostNamed} more` : '';
  return `${known.slice(0, mostNamed).join(', ')}${more}`;
}
