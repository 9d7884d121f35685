import type { Place } from '../diagnostics/place.ts';
import type { Budget } from '../runbook/budget.ts';

const unitsMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const amount = String.raw`(\d+(?:\.\d+)?)`;
const unit = '(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)';
const range = new RegExp(
  `^~?\\s*(?:about\\s+|up to\\s+)?${amount}\\s*(?:${unit}\\s*)?(?:[-–—]|to)\\s*~?${amount}\\s*${unit}$`,
  'i',
);
const compound = new RegExp(`^~?\\s*(?:about\\s+|up to\\s+|under\\s+|<\\s*)?((?:${amount}\\s*${unit}\\s*)+)$`, 'i');

/** `30 seconds`, `1-2 minutes`, `~5 min`, `1m30s`, `90s` → milliseconds; the upper bound counts. */
export function parseTimeText(text: string, place: Place): Budget | undefined {
  const source = text.trim();
  const between = range.exec(source);
  if (between !== null) {
    const [, lower = '', lowerUnit, upper = '', upperUnit = ''] = between;
    return {
      lowerMs: Number(lower) * unitMs(lowerUnit ?? upperUnit),
      upperMs: Number(upper) * unitMs(upperUnit),
      place,
    };
  }
  const parts = compound.exec(source)?.[1];
  if (parts === undefined) return undefined;
  let totalMs = 0;
  for (const [, number = '', word = ''] of parts.matchAll(new RegExp(`${amount}\\s*${unit}`, 'gi'))) {
    totalMs += Number(number) * unitMs(word);
  }
  return { lowerMs: totalMs, upperMs: totalMs, place };
}

function unitMs(word: string): number {
  return unitsMs[word.charAt(0).toLowerCase()] ?? 0;
}
