import { isRecord } from '../objects/is-record.ts';
import type { ObjectMetadata } from '../objects/objects.ts';
import type { Keeper } from './keeper.ts';
import type { GitOpsObject } from './keeper-object.ts';

/** On an object: Flux's Kustomizations neither apply nor prune it (kustomize-controller#484). */
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

function isLeftAlone({ annotations }: ObjectMetadata): boolean {
  return Object.entries(leftAlone).every(([name, value]) => annotations[name] === value);
}

/** `automated` is enough; `enabled: false` in it, since Argo CD 3, switches it off. */
function syncsByItself({ spec }: GitOpsObject): boolean {
  const policy = spec['syncPolicy'];
  const automated = isRecord(policy) ? policy['automated'] : undefined;
  return isRecord(automated) && automated['enabled'] !== false;
}
