import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fix, safeFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import type { RunbookSubject } from '../runbook-subject.ts';

/** Parts the attributes from the language that they touch. */
export function addBlank({ place }: Diagnostic, { document }: RunbookSubject): Fix | undefined {
  const line = document.lines[place.line - 1] ?? '';
  const touches = line.charAt(place.column - 1) === '{' && /[\w+#.-]$/.test(line.slice(0, place.column - 1));
  if (!touches) return undefined;
  return safeFix('Write a blank before the attributes', { place: placeAt(place.line, place.column), text: ' ' });
}
