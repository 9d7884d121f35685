export type TargetErrorCode =
  | 'kubeconfig-unreadable'
  | 'kubeconfig-context'
  | 'kubeconfig-server'
  | 'database-url'
  | 'database-connection';

/** What runs against a target cannot begin: its description is wrong, or it cannot be reached. Holds no secret. */
export class TargetError extends Error {
  readonly code: TargetErrorCode;
  readonly hint: string;

  constructor(code: TargetErrorCode, message: string, options: { hint: string; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'TargetError';
    this.code = code;
    this.hint = options.hint;
  }
}
