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
}

/** `diagnose('duplicate-id', place, 'what is wrong', 'what to do')`; the severity comes from the table of codes. */
export function diagnose(code: DiagnosticCode, place: Place, message: string, hint: string): Diagnostic {
  return { code, severity: severities[code], place, message, hint };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
