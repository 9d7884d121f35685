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
