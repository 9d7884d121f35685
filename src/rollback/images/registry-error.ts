/** Why a registry gave no answer that says something about an image. */
export class RegistryError extends Error {
  readonly code: 'registry-unreachable' | 'registry-denied' | 'registry-answer';
  readonly hint: string;
  constructor(code: RegistryError['code'], message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RegistryError';
    this.code = code;
    this.hint = hint;
  }
}

/** An answer that a registry does not give: `what` stands behind its name, such as `answers 418`. */
export function unexpectedAnswer(registry: string, what: string): RegistryError {
  return new RegistryError('registry-answer', `${registry} ${what}`, 'Look whether it is a registry.');
}
