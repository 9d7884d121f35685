/** Where the samples lie: half of them between the quartiles, the fastest apart. */
export interface Spread {
  readonly fastest: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
  return { fastest: at(0), lower: at(0.25), median: at(0.5), upper: at(0.75) };
}
