import * as v from 'valibot';
import { formatClock } from './duration.ts';
import { placeSchema } from './place.ts';

const milliseconds = v.pipe(v.number(), v.minValue(0));

/** What the author promises. The upper end counts; the lower is shown. Going over it stops nothing. */
export const budgetSchema = v.pipe(
  v.object({ lowerMs: milliseconds, upperMs: milliseconds, place: placeSchema }),
  v.readonly(),
  v.description('A promise in milliseconds: the upper end counts, the lower is shown.'),
);
export type Budget = v.InferOutput<typeof budgetSchema>;

/** `2:00`, or `1:00-2:00` for a range. */
export function formatBudget(budget: Pick<Budget, 'lowerMs' | 'upperMs'>): string {
  const upper = formatClock(budget.upperMs);
  return budget.lowerMs === budget.upperMs ? upper : `${formatClock(budget.lowerMs)}-${upper}`;
}
