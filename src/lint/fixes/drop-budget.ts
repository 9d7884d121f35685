import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Fix, suggestedFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import { formatBudget } from '../../runbook/budget.ts';
import type { RunbookSubject } from '../runbook-subject.ts';

/** Takes the budget of a fence away that its heading contradicts: the heading counts already. */
export function dropBudget({ place }: Diagnostic, { document, runbook }: RunbookSubject): Fix | undefined {
  const line = document.lines[place.line - 1] ?? '';
  const [before, after] = [line.slice(0, place.column - 1), line.slice(place.endColumn - 1)];
  const open = /\{[ \t]*$/.exec(before);
  const isOnly = open !== null && /^[ \t]*\}/.test(after);
  const lead = isOnly ? /[ \t]*\{[ \t]*$/.exec(before) : open === null ? /[ \t]+$/.exec(before) : null;
  const rest = isOnly ? /^[ \t]*\}/.exec(after) : open === null ? null : /^[ \t]+/.exec(after);
  if (!before.includes('{') || (lead === null && rest === null)) return undefined;
  const start = place.column - (lead?.[0].length ?? 0);
  const end = place.endColumn + (rest?.[0].length ?? 0);
  const step = runbook.steps.findLast((one) => one.place.line < place.line);
  const kept = step?.budget === undefined ? 'that of the heading' : formatBudget(step.budget);
  return suggestedFix(`Keep ${kept}`, { place: placeAt(place.line, start, end - start), text: '' });
}
