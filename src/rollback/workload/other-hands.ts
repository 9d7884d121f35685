import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import type { WorkloadObject } from './objects.ts';
import { type WorkloadName, workloadText } from './workload-name.ts';

/** Somebody else who decides what a workload runs. */
export interface OtherHand {
  /**
   * `refused`: a rollback here would do the wrong thing, and `instead` is what does the right one. `reverts`: it would
   * put the broken version back, unless it is told not to, by `instead`.
   */
  readonly effect: 'refused' | 'reverts';
  readonly who: string;
  readonly instead: string;
}

/** Helm, Flagger, Argo CD, Flux and operators, by the marks that they leave on what they look after. */
export async function otherHands(
  name: WorkloadName,
  { metadata }: WorkloadObject,
  api: KubernetesApi,
): Promise<readonly OtherHand[]> {
  const { annotations, labels, managedFields, ownerReferences } = metadata;
  const managers = new Set(managedFields.map(({ manager }) => manager));
  const found: OtherHand[] = [];
  const canary = await canaryOf(name, api);
  if (canary !== undefined) {
    const instead = `deploy the version that worked again, so that ${canary} analyses it; traffic is on ${name.name}-primary`;
    found.push({ effect: 'refused', who: `Flagger's canary ${canary}`, instead });
  }
  const flux = labels['kustomize.toolkit.fluxcd.io/name'];
  const fluxNamespace = labels['kustomize.toolkit.fluxcd.io/namespace'] ?? api.namespace;
  const fluxRelease = labels['helm.toolkit.fluxcd.io/name'];
  const fluxReleaseNamespace = labels['helm.toolkit.fluxcd.io/namespace'] ?? api.namespace;
  const application = argoApplication(annotations, labels, managers);
  if (flux !== undefined)
    found.push({
      effect: 'reverts',
      who: `Flux's Kustomization ${fluxNamespace}/${flux}`,
      instead: `flux suspend kustomization ${flux} --namespace ${fluxNamespace}`,
    });
  if (fluxRelease !== undefined)
    found.push({
      effect: 'reverts',
      who: `Flux's HelmRelease ${fluxReleaseNamespace}/${fluxRelease}`,
      instead: `flux suspend helmrelease ${fluxRelease} --namespace ${fluxReleaseNamespace}`,
    });
  if (application !== undefined)
    found.push({
      effect: 'reverts',
      who: `Argo CD's application ${application}`,
      instead: `argocd app set ${application} --sync-policy none`,
    });
  const release = annotations['meta.helm.sh/release-name'];
  if (release !== undefined && fluxRelease === undefined && application === undefined) {
    const namespace = annotations['meta.helm.sh/release-namespace'] ?? api.namespace;
    found.push({
      effect: 'refused',
      who: `the Helm release ${release}`,
      instead: `helm rollback ${release} --namespace ${namespace}, after helm history ${release}`,
    });
  }
  const owner = ownerReferences.find(({ controller }) => controller);
  if (owner !== undefined)
    found.push({
      effect: 'refused',
      who: `${owner.kind} ${owner.name}, which owns ${workloadText(name)}`,
      instead: `change ${owner.kind} ${owner.name}: its operator decides what runs`,
    });
  return found;
}

/** `application:group/kind:namespace/name`, or, before Argo CD 3, a label that other tools use as well. */
function argoApplication(
  annotations: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
  managers: ReadonlySet<string>,
): string | undefined {
  const tracked = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0];
  if (tracked !== undefined) return tracked;
  return managers.has('argocd-controller') ? labels['app.kubernetes.io/instance'] : undefined;
}

/** Undefined also where Flagger is not installed. */
async function canaryOf({ kind, name }: WorkloadName, api: KubernetesApi): Promise<string | undefined> {
  let list: unknown;
  try {
    list = await api.get(`/apis/flagger.app/v1beta1/namespaces/${api.namespace}/canaries`);
  } catch (error) {
    if (error instanceof KubernetesError && (error.code === 'not-found' || error.code === 'denied')) return undefined;
    throw error;
  }
  const { items = [] } = list as { items?: readonly CanaryObject[] };
  const found = items.find(({ spec }) => spec?.targetRef?.kind?.toLowerCase() === kind && spec.targetRef.name === name);
  return found?.metadata?.name;
}

interface CanaryObject {
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly targetRef?: { readonly kind?: string; readonly name?: string } };
}
