import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Criterion, Runbook } from '../runbook/runbook.ts';
import { guessName, type ParseContext, placeOfAttribute, report } from './parse-context.ts';

/** Joins each `check="…"` to the criterion that it answers. */
export function linkChecks(runbook: Runbook, context: ParseContext): Runbook {
  const byText = new Map(runbook.criteria.map((criterion) => [plain(criterion.text), criterion.id]));
  const checkOf = new Map<string, string>();
  for (const action of allActionsOf(runbook)) {
    if (action.check === undefined || action.check === '') continue;
    const criterion = byText.get(plain(action.check));
    if (criterion === undefined) reportUnknown(action, runbook.criteria, context);
    else checkOf.set(criterion, action.address);
  }
  return {
    ...runbook,
    criteria: runbook.criteria.map((criterion) => ({ ...criterion, check: checkOf.get(criterion.id) })),
  };
}

function reportUnknown(action: Action, criteria: readonly Criterion[], context: ParseContext): void {
  const guess = guessName(
    context,
    action.check ?? '',
    criteria.map((criterion) => criterion.text),
  );
  const hint = guess === undefined ? 'Write the text of a success criterion.' : `Did you mean "${guess}"?`;
  const place = placeOfAttribute(context, action, 'check');
  report(context, 'unknown-name', place, `no success criterion reads "${action.check}"`, hint);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%<>=]+/gu, ' ')
    .trim();
}
