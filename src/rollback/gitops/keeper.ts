import type { ObjectMetadata } from '../objects/objects.ts';

/** What keeps an object as Git says it: a change that is made in the cluster alone, it takes back. */
export interface Keeper {
  readonly tool: 'kustomization' | 'helmrelease' | 'application';
  readonly name: string;
  /** Not known of an application that is in the namespace of Argo CD itself, wherever that is. */
  readonly namespace: string | undefined;
}

/** Read from the marks that Flux and Argo CD leave on what they look after. */
export function keepersOf({ annotations, labels, managedFields, ...metadata }: ObjectMetadata): readonly Keeper[] {
  const own = metadata.namespace;
  const keepers: Keeper[] = [];
  for (const [tool, mark] of [
    ['kustomization', 'kustomize.toolkit.fluxcd.io'],
    ['helmrelease', 'helm.toolkit.fluxcd.io'],
  ] as const) {
    const name = labels[`${mark}/name`];
    if (name !== undefined) keepers.push({ tool, name, namespace: labels[`${mark}/namespace`] ?? own });
  }
  const managers = new Set(managedFields.map(({ manager }) => manager));
  const application = applicationOf(annotations, labels, managers);
  if (application !== undefined) keepers.push({ tool: 'application', ...application });
  return keepers;
}

/**
 * `application:group/kind:namespace/name`, its namespace in front with `_` where it is not that of Argo CD; before
 * Argo CD 3 it is a label: one of its own, or one that other tools use as well.
 */
function applicationOf(
  annotations: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
  managers: ReadonlySet<string>,
): Pick<Keeper, 'name' | 'namespace'> | undefined {
  const tracked = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0];
  const isArgo = managers.has('argocd-controller') || managers.has('argocd-application-controller');
  const instance = isArgo ? labels['app.kubernetes.io/instance'] : undefined;
  const text = tracked ?? labels['argocd.argoproj.io/instance'] ?? instance;
  if (text === undefined) return undefined;
  const [namespace, name] = text.split('_');
  return name === undefined ? { name: text, namespace: undefined } : { name, namespace };
}

/** `Flux's Kustomization flux-system/apps` */
export function keeperText({ tool, name, namespace }: Keeper): string {
  return `${words[tool]} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

const words: Readonly<Record<Keeper['tool'], string>> = {
  kustomization: "Flux's Kustomization",
  helmrelease: "Flux's HelmRelease",
  application: "Argo CD's application",
};

/** What a person types to suspend it as a whole. */
export function suspendCommand({ tool, name, namespace }: Keeper): string {
  return tool === 'application'
    ? `argocd app set ${namespace === undefined ? '' : `${namespace}/`}${name} --sync-policy none`
    : `flux suspend ${tool} ${name} --namespace ${namespace}`;
}
