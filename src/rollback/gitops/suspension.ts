/** One change that keeps a keeper from taking a rollback back, and the one that takes this change back. */
export interface Suspension {
  /** `application-pay`: what its debt is called. */
  readonly name: string;
  /** `Argo CD's application argocd/pay` */
  readonly what: string;
  /** What is set, and why there. */
  readonly change: string;
  readonly path: string;
  readonly resourceVersion: string;
  /** Merge patches; what `restore` sets is what stands there now. */
  readonly suspend: SuspensionPatch;
  readonly restore: SuspensionPatch;
  /** Where the keeper says which commit it has applied, and which that is. */
  readonly git?: GitRevision | undefined;
}

export interface SuspensionPatch {
  readonly metadata?: { readonly labels: Readonly<Record<string, string | null>> };
  readonly spec?: Readonly<Record<string, unknown>>;
}

export interface GitRevision {
  readonly path: string;
  readonly field: readonly string[];
  readonly revision: string;
}
