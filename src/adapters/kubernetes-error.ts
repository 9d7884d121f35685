/** Why an API server did not do what it was asked. */
export class KubernetesError extends Error {
  /** `unavailable`: it may do it in a moment. */
  readonly code: 'unreachable' | 'unavailable' | 'denied' | 'not-found' | 'conflict' | 'refused';
  readonly hint: string;
  readonly status: number | undefined;
  constructor(
    code: KubernetesError['code'],
    message: string,
    { hint, status, cause }: { readonly hint?: string; readonly status?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'KubernetesError';
    this.code = code;
    this.status = status;
    this.hint = hint ?? hints[code];
  }
}

/** Whether it is certain that what was asked for was not done: a server that breaks off may have done it. */
export function isCertainlyRefused(error: unknown): boolean {
  return error instanceof KubernetesError && error.status !== undefined && error.status >= 400 && error.status < 500;
}

const hints: Readonly<Record<KubernetesError['code'], string>> = {
  unreachable: 'Look whether this machine reaches the server.',
  unavailable: 'Try again in a moment.',
  denied: 'Look which rights these credentials have: kubectl auth can-i --list',
  'not-found': 'Look at the name and the namespace again.',
  conflict: 'Somebody else has changed it meanwhile; nothing was changed. Look at it again, then try again.',
  refused: 'Nothing was changed.',
};
