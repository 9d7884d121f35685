import * as v from 'valibot';

const field = v.pipe(v.array(v.string()), v.readonly());

/** What a rollback has switched off, and who has to switch it on again. */
export const debtSchema = v.object({
  v: v.literal(1),
  /** By which `runbook debts settle` takes it. */
  id: v.string(),
  kind: v.literal('suspended'),
  /** `Argo CD's application argocd/pay` */
  what: v.string(),
  /** `deployment/payment-processor in production` */
  workload: v.string(),
  /** UTC, RFC 3339; from before the change, so that a debt is known whatever happens. */
  owedAt: v.pipe(v.string(), v.isoTimestamp()),
  user: v.string(),
  host: v.string(),
  /** Of the run that it was made in, as its processes carry it in RUNBOOK_RUN. */
  run: v.optional(v.string()),
  cluster: v.object({ server: v.string(), context: v.string() }),
  /** Debts of one rollback, in the order in which they were made: they are taken back from the last to the first. */
  group: v.object({ id: v.string(), order: v.number() }),
  /** Path of the object behind the address of the server; what was set in it, and what stood there before. */
  suspended: v.object({
    path: v.string(),
    settings: v.pipe(
      v.array(v.object({ field, set: v.optional(v.unknown()), before: v.optional(v.unknown()) })),
      v.readonly(),
    ),
    additions: v.pipe(v.array(v.object({ field, added: v.unknown() })), v.readonly()),
    git: v.variant('by', [
      v.object({
        by: v.literal('application'),
        path: v.string(),
        kind: v.string(),
        name: v.string(),
        namespace: v.string(),
      }),
      v.object({ by: v.literal('commit'), path: v.string(), field, revision: v.string() }),
      v.object({ by: v.literal('nobody') }),
    ]),
  }),
  settled: v.optional(v.object({ at: v.pipe(v.string(), v.isoTimestamp()), user: v.string(), how: v.string() })),
});
export type Debt = v.InferOutput<typeof debtSchema>;

/** `Argo CD's application argocd/pay is suspended (by mira, 03:14:05Z)` */
export function debtText({ what, user, owedAt }: Debt): string {
  return `${what} is suspended (by ${user}, ${owedAt.slice(11, 19)}Z)`;
}

/** `2026-11-27T03:14:05.123Z` → `2026-11-27 03:14:05Z` */
export function stampText(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)}Z`;
}
