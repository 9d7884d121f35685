import type { DiagnosticCode } from '../diagnostics/codes.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Action } from '../runbook/action.ts';
import type { Disposition, HandedOff, Opening, Refused } from '../runbook/disposition.ts';
import type { Effect } from '../runbook/effect.ts';

/** What one row of the decision table says of an action. */
export interface Verdict {
  readonly disposition: Disposition;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is wrong, in which line and column of the script, and what to do about it. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly line: number;
  readonly column?: number | undefined;
  readonly length?: number | undefined;
  readonly message: string;
  readonly hint: string;
}

/** A finding in a script as a diagnostic of the file that holds it. */
export function diagnoseIn(action: Action, { code, line, column = 1, length = 0, message, hint }: Finding): Diagnostic {
  const fileLine = action.place.line + line - 1;
  const fileColumn = action.place.column + column - 1;
  const place = { line: fileLine, column: fileColumn, endLine: fileLine, endColumn: fileColumn + length };
  return diagnose(code, place, message, hint);
}

export function shown(action: Action, row: number, finding: Finding): Verdict {
  return {
    disposition: { may: 'be-shown', row, reasons: [finding.message] },
    diagnostics: [diagnoseIn(action, finding)],
  };
}

/** Shown without a complaint: there is nothing to mend. */
export function shownAsIs(row: number, reason: string): Verdict {
  return { disposition: { may: 'be-shown', row, reasons: [reason] }, diagnostics: [] };
}

export function refused(action: Action, row: number, finding: Finding, opens?: Opening): Verdict {
  const disposition: Refused = {
    may: 'be-refused',
    row,
    reasons: [finding.message],
    code: finding.code,
    line: action.place.line + finding.line - 1,
    hint: finding.hint,
    ...(opens === undefined ? {} : { opens }),
  };
  return { disposition, diagnostics: [diagnoseIn(action, finding)] };
}

/** A program that only a person at a terminal can use, and how to leave it. */
interface HandOff {
  readonly row: 9 | 10;
  readonly script: string;
  readonly program: string;
  readonly wayOut: string;
  readonly effect: Effect;
  readonly opens: Opening | undefined;
}

export function handedOff(action: Action, handOff: HandOff, finding: Finding): Verdict {
  const disposition: HandedOff = { may: 'be-handed-off', reasons: [finding.message], ...handOff };
  return { disposition, diagnostics: [diagnoseIn(action, finding)] };
}
