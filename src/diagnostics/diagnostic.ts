import { type DiagnosticCode, severities } from './codes.ts';
import type { Fix } from './fix.ts';
import type { Place } from './place.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What is wrong with a runbook, where, and what to do about it. Severity follows from the code. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
  readonly fix?: Fix | undefined;
  readonly misspelling?: Misspelling | undefined;
}

/** A name that nothing has, and the one that was probably meant. */
export interface Misspelling {
  readonly written: string;
  readonly meant: string;
}

/** `diagnose('duplicate-id', place, 'what is wrong', 'what to do')`; the severity comes from the table of codes. */
export function diagnose(code: DiagnosticCode, place: Place, message: string, hint: string): Diagnostic {
  return { code, severity: severities[code], place, message, hint };
}

/** The same of a name that nothing has; where none is near, the hint is `otherwise`. */
export function diagnoseName(
  code: DiagnosticCode,
  place: Place,
  message: string,
  name: { readonly written: string; readonly meant: string | undefined; readonly otherwise: string },
): Diagnostic {
  const { written, meant, otherwise } = name;
  if (meant === undefined) return diagnose(code, place, message, otherwise);
  return { ...diagnose(code, place, message, `Did you mean "${meant}"?`), misspelling: { written, meant } };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
