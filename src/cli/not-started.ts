/** The run could not start, for reasons that are all known at once: exit code 2, before any effect. */
export class NotStartedError extends Error {
  readonly reasons: readonly string[];
  constructor(reasons: readonly string[]) {
    super(reasons.join('\n'));
    this.name = 'NotStartedError';
    this.reasons = reasons;
  }
}
