/** What keeps a keeper from taking a rollback back, and how it was before. */
export interface Suspension extends Suspended {
  /** `application-pay`: what its debt is called. */
  readonly name: string;
  /** `Argo CD's application argocd/pay` */
  readonly what: string;
  /** What is set, and why there. */
  readonly change: string;
}

/** As much of it as has to be known to take it back. */
export interface Suspended {
  /** Of the object that is changed. */
  readonly path: string;
  readonly settings: readonly Setting[];
  readonly additions: readonly Addition[];
  readonly git: GitWatch;
}

/** A value in an object; `set` and `before` are absent where there is none. */
export interface Setting {
  readonly field: readonly string[];
  readonly set?: unknown;
  readonly before?: unknown;
}

/** An element of a list, in which others may add theirs. */
export interface Addition {
  readonly field: readonly string[];
  readonly added: unknown;
}

/** How it can be known whether Git says what the cluster runs. */
export type GitWatch =
  /** An application of Argo CD compares each of its objects. */
  | {
      readonly by: 'application';
      readonly path: string;
      readonly kind: string;
      readonly name: string;
      readonly namespace: string;
    }
  /** Flux says at most which commit it has applied, and that is one of a whole repository. */
  | { readonly by: 'commit'; readonly path: string; readonly field: readonly string[]; readonly revision: string }
  | { readonly by: 'nobody' };
