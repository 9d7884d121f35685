import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { isActive } from '../gitops/is-active.ts';
import { type Keeper, keepersOf, keeperText, suspendCommand } from '../gitops/keeper.ts';
import { readKeeper } from '../gitops/keeper-object.ts';
import { getIfThere } from '../objects/get-if-there.ts';
import type { ObjectMetadata, WorkloadObject } from '../objects/objects.ts';
import { type WorkloadName, workloadText } from './workload-name.ts';

/** Somebody else who decides what a workload runs. */
export interface OtherHand {
  /**
   * `refused`: a rollback here would do the wrong thing, and `instead` is what does the right one. `reverts`: it would
   * put the broken version back, unless it is suspended, as by `instead`. `suspended`: it would, and is told not to.
   */
  readonly effect: 'refused' | 'reverts' | 'suspended';
  readonly who: string;
  readonly instead: string;
  /** What can be suspended. */
  readonly keeper?: Keeper | undefined;
}

/** Helm, Flagger, Argo CD, Flux and operators, by the marks that they leave on what they look after. */
export async function otherHands(
  name: WorkloadName,
  { metadata }: WorkloadObject,
  api: KubernetesApi,
): Promise<readonly OtherHand[]> {
  const keepers = keepersOf(metadata);
  const [canary, ...kept] = await Promise.all([
    canaryOf(name, api),
    ...keepers.map((keeper) => keeperHand(keeper, metadata, api)),
  ]);
  const found: OtherHand[] = [];
  if (canary !== undefined) {
    const instead = `deploy the version that worked again, so that ${canary} analyses it; traffic is on ${name.name}-primary`;
    found.push({ effect: 'refused', who: `Flagger's canary ${canary}`, instead });
  }
  found.push(...kept);
  const release = metadata.annotations['meta.helm.sh/release-name'];
  // Whoever deploys by Helm for somebody is the one to be told.
  if (release !== undefined && keepers.every(({ tool }) => tool === 'kustomization')) {
    const namespace = metadata.annotations['meta.helm.sh/release-namespace'] ?? api.namespace;
    found.push({
      effect: 'refused',
      who: `the Helm release ${release}`,
      instead: `helm rollback ${release} --namespace ${namespace}, after helm history ${release}`,
    });
  }
  const owner = metadata.ownerReferences.find(({ controller }) => controller);
  if (owner !== undefined)
    found.push({
      effect: 'refused',
      who: `${owner.kind} ${owner.name}, which owns ${workloadText(name)}`,
      instead: `change ${owner.kind} ${owner.name}: its operator decides what runs`,
    });
  return found;
}

async function keeperHand(keeper: Keeper, kept: ObjectMetadata, api: KubernetesApi): Promise<OtherHand> {
  const own = await readKeeper(keeper, api);
  const effect = isActive(keeper, kept, own?.object) ? 'reverts' : 'suspended';
  return { effect, who: keeperText(keeper), instead: suspendCommand(keeper), keeper };
}

/** Undefined also where Flagger is not installed. */
async function canaryOf({ kind, name }: WorkloadName, api: KubernetesApi): Promise<string | undefined> {
  const path = `/apis/flagger.app/v1beta1/namespaces/${api.namespace}/canaries`;
  const list = (await getIfThere(path, api, ['not-found', 'denied'])) ?? {};
  const { items = [] } = list as { items?: readonly CanaryObject[] };
  const found = items.find(({ spec }) => spec?.targetRef?.kind?.toLowerCase() === kind && spec.targetRef.name === name);
  return found?.metadata?.name;
}

interface CanaryObject {
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly targetRef?: { readonly kind?: string; readonly name?: string } };
}
