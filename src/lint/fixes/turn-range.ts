import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import type { RunbookSubject } from '../runbook-subject.ts';

const range = /^(\(?\D*)(\d+(?:\.\d+)?)(\s*(?:[-–—]|to)\s*~?)(\d+(?:\.\d+)?)(\s*[a-z]+\)?)$/i;

/** Writes the shorter time first, where both have the one unit. */
export function turnRange({ place }: Diagnostic, { document }: RunbookSubject): Fix | undefined {
  const text = (document.lines[place.line - 1] ?? '').slice(place.column - 1, place.endColumn - 1);
  const match = range.exec(text);
  if (match === null) return undefined;
  const [, before = '', longer = '', between = '', shorter = '', after = ''] = match;
  return suggestedFix('Write the shorter time first', { place, text: before + shorter + between + longer + after });
}
