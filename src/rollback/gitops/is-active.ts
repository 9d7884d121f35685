import { isRecord } from '../objects/is-record.ts';
import type { ObjectMetadata } from '../objects/objects.ts';
import type { Keeper } from './keeper.ts';
import type { GitOpsObject } from './keeper-object.ts';

/**
 * As a label or an annotation of an object: Flux's Kustomizations neither apply nor prune it. A label, because the
 * annotations of a Deployment go on to its ReplicaSets, and `kubectl rollout undo` brings them back from there long
 * after they were taken away (seen on Kubernetes 1.34).
 */
export const leftAlone = { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' } as const;

/** Whether a keeper would take a change of what it keeps back by itself; what cannot be read is taken to do so. */
export function isActive(keeper: Keeper, kept: ObjectMetadata, own: GitOpsObject | undefined): boolean {
  switch (keeper.tool) {
    case 'kustomization':
      return !isLeftAlone(kept) && own?.spec['suspend'] !== true;
    case 'helmrelease':
      return own?.spec['suspend'] !== true;
    case 'application':
      return own === undefined || syncsByItself(own);
  }
}

function isLeftAlone({ labels, annotations }: ObjectMetadata): boolean {
  return Object.entries(leftAlone).every(([name, value]) =>
    [labels, annotations].some((marks) => marks[name]?.toLowerCase() === value),
  );
}

/** `automated` is enough; `enabled: false` in it, since Argo CD 3, switches it off. */
function syncsByItself({ spec }: GitOpsObject): boolean {
  const policy = spec['syncPolicy'];
  const automated = isRecord(policy) ? policy['automated'] : undefined;
  return isRecord(automated) && automated['enabled'] !== false;
}
