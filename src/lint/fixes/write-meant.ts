import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import type { RunbookSubject } from '../runbook-subject.ts';

/** Writes the name that was probably meant; it stands as a key, or at the end of what says it. */
export function writeMeant({ misspelling, place, code }: Diagnostic, { document }: RunbookSubject): Fix | undefined {
  if (misspelling === undefined || place.line !== place.endLine) return undefined;
  const { written, meant } = misspelling;
  const text = (document.lines[place.line - 1] ?? '').slice(place.column - 1, place.endColumn - 1);
  const isKey = code === 'unknown-key' || code === 'unknown-attribute';
  const found = placesOf(written, text);
  const at = isKey ? found[0] : found.at(-1);
  if (at === undefined) return undefined;
  const edit = { place: placeAt(place.line, place.column + at, written.length), text: meant };
  return suggestedFix(`Write ${meant}`, edit);
}

/** Where a name stands that is not part of a longer one. */
function placesOf(name: string, text: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const around = text.charAt(at - 1) + text.charAt(at + name.length);
    if (!/[\w-]/.test(around)) found.push(at);
  }
  return found;
}
