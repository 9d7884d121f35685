import type { Place } from '../diagnostics/place.ts';
import type { Budget } from '../runbook/budget.ts';
import { parseTimeText } from './time-text.ts';

export interface StepHeading {
  /** `3` of `Step 3: …` or `3. …`. */
  readonly number: string | undefined;
  readonly title: string;
  readonly withoutBudget: string;
  readonly budget: Pick<Budget, 'lowerMs' | 'upperMs'> | undefined;
  /** The text between the parentheses of the budget. */
  readonly time: string | undefined;
}

/** Its cases are spelled out: ignoring the case of classes this large would take a millisecond at every start. */
const step = /^[^\p{L}\p{N}]*[Ss][Tt][Ee][Pp]\s+(\d+[A-Za-z]?(?:\.\d+)*)(?![\p{L}\p{N}])\s*[:.)–—-]?\s*/u;
const ordinal = /^(\d+(?:\.\d+)*)[.):]\s+/;

/** `Step 3: Roll Back Database Migration (1-2 minutes)` → its parts. */
export function parseStepHeading(heading: string): StepHeading {
  const text = heading.trim();
  const time = timeOf(text);
  const budget = time === undefined ? undefined : parseTimeText(time);
  const withoutBudget = budget === undefined ? text : text.slice(0, text.lastIndexOf('(')).trimEnd();
  const prefix = step.exec(withoutBudget) ?? ordinal.exec(withoutBudget);
  const title = withoutBudget.slice(prefix?.[0].length ?? 0).trim();
  return { number: prefix?.[1], title: title || withoutBudget || text, withoutBudget, budget, time: budget && time };
}

/** `Step 3: …`, whatever decoration stands before it. */
export function isStepHeading(heading: string): boolean {
  return step.test(heading);
}

export function isNumbered(heading: string): boolean {
  return step.test(heading) || ordinal.test(heading);
}

/** The place of a budget is that of its words, where the heading is found as it was written. */
export function placeOfTime(heading: Place, time: string, line: string): Place {
  const at = line.lastIndexOf(time);
  return at === -1
    ? heading
    : { line: heading.line, column: at + 1, endLine: heading.line, endColumn: at + 1 + time.length };
}

function timeOf(text: string): string | undefined {
  const open = text.endsWith(')') ? text.lastIndexOf('(') : -1;
  return open === -1 ? undefined : text.slice(open + 1, -1);
}
