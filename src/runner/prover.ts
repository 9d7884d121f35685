import type { Target } from '../events/event.ts';

/** What asking one target who it is gave. `of` is what was asked: `cluster`, or the variable with a database's address. */
export type Proof = { readonly of: string } & (
  | { readonly outcome: 'proved'; readonly target: Target }
  | { readonly outcome: 'changed'; readonly target: Target; readonly detail: string }
  | { readonly outcome: 'unreachable'; readonly target: Target; readonly detail: string }
);

/** Asks every target of the run who it is; `variables` may only now hold a database's address. */
export interface TargetProver {
  prove(variables: Readonly<Record<string, string>>, signal: AbortSignal): Promise<readonly Proof[]>;
}
