/** What a person who goes on with a run must know about what was brought back and what was not. */
export interface ResumedFacts {
  /** How the run had come to stand still: `killed, or the machine went down.` */
  readonly stopped: string;
  /** `runbook file`, `inputs`, `directory`, …: what is as it was. */
  readonly same: readonly string[];
  /** What is not as it was: one sentence each. */
  readonly lost: readonly string[];
  /** `runbook file, 3 lines in step 4`; absent where it is the same. */
  readonly changed?: string | undefined;
  /** The difference between the runbook of the run and its file now, one row per line, ` `, `-` or `+` in front. */
  readonly difference: readonly string[];
}
