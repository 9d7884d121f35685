import type { Proof } from '../runner/prover.ts';
import { NotStartedError } from './not-started.ts';

/** What was done was done to another target: nobody goes on as if it were the same. */
export function refuseOtherTarget(proofs: readonly Proof[]): void {
  const changed = proofs.flatMap((proof) => (proof.outcome === 'changed' ? [`TARGET CHANGED: ${proof.detail}`] : []));
  if (changed.length > 0) throw new NotStartedError(changed);
}
