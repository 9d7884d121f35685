import type { Budget } from '../runbook/budget.ts';
import type { HeadingBlock } from './block.ts';
import { slugOf } from './slug.ts';
import { parseTimeText } from './time-text.ts';

export interface StepHeading {
  /** `3` of `Step 3: …` or `3. …`. */
  readonly number: string | undefined;
  readonly title: string;
  readonly budget: Budget | undefined;
  readonly id: string;
}

const numbered = /^(?:\W*\bstep\s+(\d+[a-z]?(?:\.\d+)*)\b\s*[:.)–—-]?\s*|(\d+(?:\.\d+)*)[.):]\s+)/i;

/** `Step 3: Roll Back Database Migration (1-2 minutes)` → its parts. */
export function parseStepHeading(heading: HeadingBlock): StepHeading {
  const prefix = numbered.exec(heading.text);
  const rest = prefix === null ? heading.text : heading.text.slice(prefix[0].length);
  const timed = /\s*\(([^()]*)\)\s*$/.exec(rest);
  const budget = timed === null ? undefined : parseTimeText(timed[1] ?? '', heading.place);
  const title = (timed === null || budget === undefined ? rest : rest.slice(0, timed.index)).trim();
  const shownTitle = title === '' ? heading.text.trim() : title;
  return {
    number: prefix?.[1] ?? prefix?.[2],
    title: shownTitle,
    budget,
    id: heading.id ?? slugOf(shownTitle, 'step'),
  };
}

export function isNumbered(heading: HeadingBlock): boolean {
  return numbered.test(heading.text);
}
