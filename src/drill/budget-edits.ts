import { applyFixes } from '../diagnostics/apply-edits.ts';
import { type Edit, safeFix } from '../diagnostics/fix.ts';
import { formatWords } from '../runbook/duration.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Step } from '../runbook/step.ts';
import type { BudgetSuggestion } from './suggest-budgets.ts';

/** The file with these budgets in its headings, byte for byte the same elsewhere. */
export function budgetEdits(
  text: string,
  { steps }: Pick<Runbook, 'steps'>,
  suggested: readonly Pick<BudgetSuggestion, 'id' | 'suggestedMs'>[],
): string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const fixes = suggested.flatMap(({ id, suggestedMs }) => {
    const step = steps.find((one) => one.id === id);
    return step === undefined ? [] : [safeFix('Budget', editOf(step, suggestedMs, lines))];
  });
  return applyFixes(text, fixes).text;
}

function editOf({ budget, place: heading }: Step, ms: number, lines: readonly string[]): Edit {
  if (budget === undefined) return behindHeading(heading.line, ms, lines);
  const { line, column, endColumn } = budget.place;
  const written = lines[line - 1]?.slice(column - 1, endColumn - 1) ?? '';
  return { place: budget.place, text: /\s/.test(written) ? formatWords(ms) : short(ms) };
}

/** In front of what a heading may end in that nobody sees: an id, closing signs. */
function behindHeading(line: number, ms: number, lines: readonly string[]): Edit {
  const whole = lines[line - 1] ?? '';
  const end = whole.replace(/\s*(?:<!--.*-->|\{#[^}]*\}|#+)?\s*$/, '').length + 1;
  return { place: { line, column: end, endLine: line, endColumn: end }, text: ` (${formatWords(ms)})` };
}

/** `70s`, `2m`, where the file writes it like that. */
function short(ms: number): string {
  const seconds = ms / 1_000;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
