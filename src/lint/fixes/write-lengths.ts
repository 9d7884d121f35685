import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Edit, type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import type { Place } from '../../diagnostics/place.ts';
import type { RunbookSubject } from '../runbook-subject.ts';
import { timeWords } from './time-words.ts';

/** Writes the length of every window: some windows among times would read as times. */
export function writeLengths(_: Diagnostic, { document, runbook, known }: RunbookSubject): Fix | undefined {
  const windows = known.filter(({ code }) => code === 'budget-window');
  const edits = windows.map(({ place }): Edit | undefined => {
    const step = runbook.steps.find(({ budget }) => budget !== undefined && isSame(budget.place, place));
    const written = (document.lines[place.line - 1] ?? '').slice(place.column - 1, place.endColumn - 1);
    if (step?.budget === undefined || !/^[^()]+$|^\([^()]+\)$/.test(written)) return undefined;
    const words = timeWords(step.budget.upperMs, step.budget.upperMs);
    return { place, text: written.startsWith('(') ? `(${words})` : words };
  });
  if (!edits.every((edit) => edit !== undefined)) return undefined;
  return suggestedFix("Write each step's own time", ...edits);
}

function isSame(a: Place, b: Place): boolean {
  return a.line === b.line && a.column === b.column;
}
