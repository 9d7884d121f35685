/** One thing to measure, beside others that are to be compared with it. */
export interface Candidate {
  readonly name: string;
  /** Not measured: makes the next sample possible. */
  readonly prepare?: () => void;
  /** Resolves with the milliseconds that one sample took. */
  readonly sample: () => Promise<number>;
}

export interface Plan {
  readonly rounds: number;
  readonly warmUps: number;
}

/** Samples by name. The candidates take turns, so that what else the machine does falls on all of them. */
export async function interleave(
  candidates: readonly Candidate[],
  { rounds, warmUps }: Plan,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const samples = new Map(candidates.map(({ name }): [string, number[]] => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const { name, prepare, sample } of candidates) {
      prepare?.();
      const ms = await sample();
      if (round >= 0) samples.get(name)?.push(ms);
    }
  }
  return samples;
}
