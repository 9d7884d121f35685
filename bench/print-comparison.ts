import { type Spread, spreadOf } from './spread.ts';

export interface Aim {
  readonly name: string;
  /** `at-most` for times, `at-least` for speeds. */
  readonly ratio: { readonly is: 'at-most' | 'at-least'; readonly value: number };
}

export interface Comparison {
  readonly unit: string;
  readonly samples: ReadonlyMap<string, readonly number[]>;
  /** The candidate that the others are compared with. */
  readonly base: string;
  readonly aims?: readonly Aim[];
}

/** One row for each candidate: median, quartiles, fastest, and the median as a ratio to the base's. */
export function printComparison({ unit, samples, base, aims = [] }: Comparison): void {
  const baseMedian = spreadOf(samples.get(base) ?? []).median;
  for (const [name, values] of samples) {
    const spread = spreadOf(values);
    const ratio = `${(spread.median / baseMedian).toFixed(2)}x`;
    const aim = aims.find((candidate) => candidate.name === name);
    const wanted = aim === undefined ? '' : `aim ${words[aim.ratio.is]} ${aim.ratio.value}x`;
    console.log(`  ${name.padEnd(44)} ${numbers(spread, unit)}  ${ratio.padStart(7)}  ${wanted}`.trimEnd());
  }
}

const words = { 'at-most': '<=', 'at-least': '>=' } as const;

function numbers({ fastest, lower, median, upper }: Spread, unit: string): string {
  const shown = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0)).padStart(6);
  return `${shown(median)} ${unit}  (${shown(lower)} to ${shown(upper)}, fastest ${shown(fastest)})`;
}
