import type { Budget } from '../runbook/budget.ts';

const unitsMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const amount = String.raw`(\d+(?:\.\d+)?)`;
const unit = '(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)';
const range = new RegExp(
  `^~?\\s*(?:about\\s+|up to\\s+)?${amount}\\s*(?:${unit}\\s*)?(?:[-–—]|to)\\s*~?${amount}\\s*${unit}$`,
  'i',
);
const compound = new RegExp(`^~?\\s*(?:about\\s+|up to\\s+|under\\s+|<\\s*)?((?:${amount}\\s*${unit}\\s*)+)$`, 'i');
const part = new RegExp(`${amount}\\s*${unit}`, 'gi');
const longest = 60;

/** `30 seconds`, `1-2 minutes`, `~5 min`, `1m30s`, `90s` → milliseconds; the upper bound counts. */
export function parseTimeText(text: string): Pick<Budget, 'lowerMs' | 'upperMs'> | undefined {
  const source = text.trim();
  if (source.length > longest || !/\d/.test(source)) return undefined;
  const ends = endsOf(source);
  if (ends !== undefined) return { lowerMs: Math.min(...ends), upperMs: Math.max(...ends) };
  const parts = compound.exec(source)?.[1];
  if (parts === undefined) return undefined;
  let totalMs = 0;
  for (const [, number = '', word = ''] of parts.matchAll(part)) totalMs += Number(number) * unitMs(word);
  return { lowerMs: totalMs, upperMs: totalMs };
}

/** `5-1 minutes`: the longer time stands first. */
export function isTurnedRange(text: string): boolean {
  const [first, last] = text.length > longest ? [] : (endsOf(text.trim()) ?? []);
  return first !== undefined && last !== undefined && first > last;
}

function endsOf(source: string): readonly [number, number] | undefined {
  const between = range.exec(source);
  if (between === null) return undefined;
  const [, first = '', firstUnit, last = '', lastUnit = ''] = between;
  return [Number(first) * unitMs(firstUnit ?? lastUnit), Number(last) * unitMs(lastUnit)];
}

function unitMs(word: string): number {
  return unitsMs[word.charAt(0).toLowerCase()] ?? 0;
}
