/** Whether a template could be started again, as far as that can be told beforehand; one sentence each. */
export interface StartCheck {
  /** What it needs and what is not there any more. */
  readonly gone: readonly string[];
  /** What could not be looked at, for lack of rights or of an answer. */
  readonly notLookedAt: readonly string[];
}

export function together(...checks: readonly StartCheck[]): StartCheck {
  return {
    gone: checks.flatMap(({ gone }) => gone),
    notLookedAt: checks.flatMap(({ notLookedAt }) => notLookedAt),
  };
}
