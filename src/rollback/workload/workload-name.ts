/** What keeps pods of one template running. */
export type WorkloadKind = 'deployment' | 'statefulset' | 'daemonset' | 'rollout';

export interface WorkloadName {
  readonly kind: WorkloadKind;
  readonly name: string;
}

/** Where the API server keeps them. */
const resources: Readonly<Record<WorkloadKind, { readonly group: string; readonly version: string }>> = {
  deployment: { group: 'apps', version: 'v1' },
  statefulset: { group: 'apps', version: 'v1' },
  daemonset: { group: 'apps', version: 'v1' },
  rollout: { group: 'argoproj.io', version: 'v1alpha1' },
};

/** As rights are given on it: `deployments` of `apps`. */
export function resourceOf(kind: WorkloadKind): { readonly group: string; readonly resource: string } {
  return { group: resources[kind].group, resource: `${kind}s` };
}

/** What holds its earlier templates. */
export function holderOf(kind: WorkloadKind): 'replicasets' | 'controllerrevisions' {
  return kind === 'deployment' || kind === 'rollout' ? 'replicasets' : 'controllerrevisions';
}

const words: Readonly<Record<string, WorkloadKind>> = {
  ...{ deployment: 'deployment', deployments: 'deployment', deploy: 'deployment', 'deployment.apps': 'deployment' },
  ...{ statefulset: 'statefulset', statefulsets: 'statefulset', sts: 'statefulset', 'statefulset.apps': 'statefulset' },
  ...{ daemonset: 'daemonset', daemonsets: 'daemonset', ds: 'daemonset', 'daemonset.apps': 'daemonset' },
  ...{ rollout: 'rollout', rollouts: 'rollout', ro: 'rollout', 'rollout.argoproj.io': 'rollout' },
};

/** `deployment/payment-processor`, with kubectl's short words; a name alone is a Deployment's. Else why it names none. */
export function parseWorkloadName(text: string): WorkloadName | { readonly why: string } {
  const [word, name, ...rest] = text.includes('/') ? text.split('/') : ['deployment', text];
  if (rest.length > 0) return { why: 'it has more than one slash' };
  const kind = words[(word ?? '').toLowerCase()];
  if (kind === undefined)
    return { why: `${word} is none of deployment, statefulset, daemonset and rollout, which can be rolled back here` };
  if (name === undefined || !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))
    return { why: 'its name is not one that an object can have' };
  return { kind, name };
}

export function workloadText({ kind, name }: WorkloadName): string {
  return `${kind}/${name}`;
}

export function pathOf({ kind, name }: WorkloadName, namespace: string): string {
  const { group, version } = resources[kind];
  return `/apis/${group}/${version}/namespaces/${encodeURIComponent(namespace)}/${resourceOf(kind).resource}/${name}`;
}
