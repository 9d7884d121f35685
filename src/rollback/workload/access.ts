import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { holderOf, resourceOf, type WorkloadName } from './workload-name.ts';

/** One right that a command uses. */
export interface Right {
  readonly verb: 'get' | 'list' | 'patch' | 'delete';
  readonly group: string;
  readonly resource: string;
  /** Of one object alone. */
  readonly name?: string | undefined;
  /** Where it is another than the workload's. */
  readonly namespace?: string | undefined;
  /** What is left out without it; absent: nothing is done without it. */
  readonly without?: string | undefined;
}

export type AppCommand = 'history' | 'status' | 'undo' | 'wait' | 'restart';

/** The least that a command gets along with, and what it uses beside that where it may. */
export function rightsFor(command: AppCommand, { kind, name }: WorkloadName): readonly Right[] {
  const own = { ...resourceOf(kind), name };
  const held = holderOf(kind);
  const look: readonly Right[] = [
    { verb: 'get', ...own },
    { verb: 'list', group: 'apps', resource: held },
    { verb: 'list', group: '', resource: 'pods' },
  ];
  const marks: Right = {
    ...{ verb: 'patch', group: 'apps', resource: held },
    without: 'the next rollback does not know which revisions worked',
  };
  const references: readonly Right[] = (['configmaps', 'secrets'] as const).map((resource) => ({
    ...{ verb: 'get', group: '', resource },
    without: `nobody looks whether the ${resource} of a revision are still there`,
  }));
  const account: Right = {
    ...{ verb: 'get', group: '', resource: 'serviceaccounts' },
    without: 'the registry is not asked with the pull secrets of the service account',
  };
  const flagger: Right = {
    ...{ verb: 'list', group: 'flagger.app', resource: 'canaries' },
    without: 'nobody looks whether Flagger decides what runs',
  };
  const gitOps: readonly Right[] = keeperKinds.flatMap(({ group, resource, namespace, verbs, without }) =>
    verbs.map((verb) => ({ verb, group, resource, namespace, without })),
  );
  switch (command) {
    case 'status':
      return look;
    case 'history':
      return [...look, ...references, account];
    case 'restart':
      return [...look, { verb: 'patch', ...own }];
    case 'wait': {
      const log: Right = {
        verb: 'get',
        group: '',
        resource: 'pods/log',
        without: 'a failure comes without its last lines',
      };
      const events: Right = {
        ...{ verb: 'list', group: '', resource: 'events' },
        without:
          kind === 'statefulset' || kind === 'daemonset'
            ? 'a failure comes without its event, and that a quota lets no pods be made shows as a timeout'
            : 'a failure comes without its event',
      };
      return [...look, marks, log, events];
    }
    case 'undo': {
      const stuck: Right = {
        ...{ verb: 'delete', group: '', resource: 'pods' },
        without: 'a StatefulSet stays stuck on a bad pod',
      };
      return [
        ...look,
        { verb: 'patch', ...own },
        marks,
        ...references,
        account,
        flagger,
        ...gitOps,
        ...(kind === 'statefulset' ? [stuck] : []),
      ];
    }
  }
}

/** `/apis/GROUP/VERSION/namespaces/NAMESPACE/RESOURCE/NAME` */
const objectPath = /^\/apis\/([^/]+)\/[^/]+\/namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/;

/** Of objects beside the workload itself. */
export function rightsToPatch(paths: readonly string[]): readonly Right[] {
  return paths.flatMap((path) => {
    const [, group = '', namespace = '', resource = '', name = ''] = objectPath.exec(path) ?? [];
    return [{ verb: 'patch', group, resource, name, namespace }];
  });
}

const suspended = '--suspend cannot suspend it';

/** What keeps workloads in sync with Git, where it is usually installed; write another namespace where it is not. */
const keeperKinds: readonly (Omit<Right, 'verb' | 'name'> & { readonly verbs: readonly Right['verb'][] })[] = [
  {
    ...{ group: 'kustomize.toolkit.fluxcd.io', resource: 'kustomizations', namespace: 'flux-system', verbs: ['get'] },
    without: 'nobody looks which commit Flux has applied',
  },
  {
    ...{ group: 'helm.toolkit.fluxcd.io', resource: 'helmreleases', verbs: ['get', 'patch'] },
    without: suspended,
  },
  { group: 'argoproj.io', resource: 'applications', namespace: 'argocd', verbs: ['get', 'patch'], without: suspended },
  {
    group: 'argoproj.io',
    resource: 'applicationsets',
    namespace: 'argocd',
    verbs: ['get', 'patch'],
    without: suspended,
  },
];

/** Those that are needed and not given, asked of the server itself. */
export async function missingRights(rights: readonly Right[], api: KubernetesApi): Promise<readonly Right[]> {
  const needed = rights.filter(({ without }) => without === undefined);
  const allowed = await Promise.all(needed.map((right) => isAllowed(right, api)));
  return needed.filter((_, index) => allowed[index] === false);
}

async function isAllowed({ verb, group, resource, name, namespace }: Right, api: KubernetesApi): Promise<boolean> {
  const resourceAttributes = {
    namespace: namespace ?? api.namespace,
    verb,
    group,
    resource,
    ...(name === undefined ? {} : { name }),
  };
  const answer = (await api.post('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes },
  })) as { readonly status?: { readonly allowed?: boolean } };
  return answer.status?.allowed === true;
}

/** `patch deployments/payment-processor (apps)` */
export function rightText({ verb, group, resource, name, namespace }: Right): string {
  const where = name === undefined ? resource : `${resource}/${name}`;
  return `${verb} ${where}${group === '' ? '' : ` (${group})`}${namespace === undefined ? '' : ` in ${namespace}`}`;
}

/** Roles for these rights, as objects: one in the workload's own namespace, and in each other that is named. */
export function rolesFor(rights: readonly Right[], roleName: string, own: string): readonly object[] {
  const namespaces = [...new Set(rights.map(({ namespace }) => namespace ?? own))];
  return namespaces.map((namespace) =>
    roleFor(
      rights.filter((right) => (right.namespace ?? own) === namespace),
      roleName,
      namespace,
    ),
  );
}

function roleFor(rights: readonly Right[], roleName: string, namespace: string): object {
  const rules = new Map<
    string,
    { apiGroups: string[]; resources: string[]; resourceNames?: string[]; verbs: string[] }
  >();
  for (const { verb, group, resource, name } of rights) {
    const key = `${group}/${resource}/${name ?? ''}`;
    const rule = rules.get(key) ?? {
      ...{ apiGroups: [group], resources: [resource], verbs: [] },
      ...(name === undefined ? {} : { resourceNames: [name] }),
    };
    if (!rule.verbs.includes(verb)) rule.verbs.push(verb);
    rules.set(key, rule);
  }
  const metadata = { name: roleName, namespace };
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules: [...rules.values()] };
}
