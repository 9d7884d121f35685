import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import type { RunbookSubject } from '../runbook-subject.ts';

/** Puts attributes that stand behind a language, one after the other, into braces. */
export function embrace({ place }: Diagnostic, { document, known }: RunbookSubject): Fix | undefined {
  const line = document.lines[place.line - 1] ?? '';
  if (!/(?:```|~~~)[^{}]*$/.test(line)) return undefined;
  const places = known
    .filter(({ code, place: other }) => code === 'attribute-place' && other.line === place.line)
    .map(({ place: other }) => other)
    .toSorted((a, b) => a.column - b.column);
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const isRow = places.every(({ endColumn }, index) => {
    const next = places[index + 1];
    return next === undefined || line.slice(endColumn - 1, next.column - 1).trim() === '';
  });
  if (!isRow) return undefined;
  return suggestedFix(
    'Put it into braces',
    { place: placeAt(place.line, first.column), text: '{' },
    { place: placeAt(place.line, last.endColumn), text: '}' },
  );
}
