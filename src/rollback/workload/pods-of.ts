import type { Pod } from '../objects/objects.ts';
import { holderOf, type WorkloadKind } from './workload-name.ts';

/** Those of one revision: a ReplicaSet owns its pods, the others carry the hash of their revision. */
export function podsOf({ name }: { readonly name: string }, pods: readonly Pod[], kind: WorkloadKind): readonly Pod[] {
  if (holderOf(kind) === 'replicasets')
    return pods.filter(({ metadata }) =>
      metadata.ownerReferences.some((owner) => owner.controller && owner.name === name),
    );
  return pods.filter(({ metadata }) => {
    const hash = metadata.labels['controller-revision-hash'];
    return hash !== undefined && (hash === name || name.endsWith(`-${hash}`));
  });
}

export function isReady({ status, metadata }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True')
  );
}
