import { kubeconfig, type Namespace } from './namespace.ts';

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
}

const kinds: readonly Kind[] = [
  { group: 'kustomize.toolkit.fluxcd.io', version: 'v1', kind: 'Kustomization', plural: 'kustomizations' },
  { group: 'helm.toolkit.fluxcd.io', version: 'v2', kind: 'HelmRelease', plural: 'helmreleases' },
  { group: 'argoproj.io', version: 'v1alpha1', kind: 'ApplicationSet', plural: 'applicationsets' },
];

const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } as const;

function definition({ group, version, kind, plural }: Kind, schema: object = open): object {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      ...{ group, scope: 'Namespaced' },
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: schema } }],
    },
  };
}

const applications = { group: 'argoproj.io', version: 'v1alpha1', kind: 'Application', plural: 'applications' };

/** As much of Argo CD's as matters: its servers drop a field that their version does not know. */
function applicationDefinition(version: 'knows-enabled' | 'older'): object {
  const flags = ['prune', 'selfHeal', ...(version === 'older' ? [] : ['enabled'])];
  const automated = {
    type: 'object',
    properties: Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' }])),
  };
  const syncPolicy = { type: 'object', properties: { automated } };
  return definition(applications, {
    type: 'object',
    properties: { spec: { type: 'object', properties: { syncPolicy } }, status: open },
  });
}

/** The kinds of Flux and Argo CD, without what works on them. */
export async function installGitOps(space: Namespace, argo: 'knows-enabled' | 'older'): Promise<void> {
  await space.apply(...kinds.map((kind) => definition(kind)), applicationDefinition(argo));
  const names = [...kinds, applications].map(({ group, plural }) => `crd/${plural}.${group}`);
  await space.kubectl('wait', '--for=condition=Established', '--timeout=60s', ...names);
}

/** An object of one of them; `more` is merged into it at the top. */
export function gitOps(kind: string, name: string, more: Readonly<Record<string, unknown>> = {}): object {
  const found = [...kinds, applications].find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`there is no kind ${kind}`);
  const { metadata = {}, ...rest } = more;
  return { apiVersion: `${found.group}/${found.version}`, kind, metadata: { name, ...(metadata as object) }, ...rest };
}

export interface Controller extends AsyncDisposable {
  /** How often it has applied what it wants, and how often it let it be. */
  readonly counts: { applied: number; letBe: number };
}

/** Stands in for a GitOps controller: applies what Git says, again and again, unless something tells it not to. */
export function startController(
  space: Namespace,
  {
    manager,
    wanted,
    isToldNotTo,
  }: {
    readonly manager: string;
    readonly wanted: () => object;
    readonly isToldNotTo: () => Promise<boolean>;
  },
): Controller {
  const counts = { applied: 0, letBe: 0 };
  let isOver = false;
  const loop = async () => {
    while (!isOver) {
      if (await isToldNotTo()) counts.letBe += 1;
      else {
        const file = space.project.write(`${manager}.json`, JSON.stringify(wanted()));
        await space.kubectl('apply', '--server-side', '--force-conflicts', `--field-manager=${manager}`, '-f', file);
        counts.applied += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  const running = loop();
  return {
    counts,
    async [Symbol.asyncDispose]() {
      isOver = true;
      await running;
    },
  };
}

/** A command that is about no workload. */
export function runIn(space: Namespace, ...args: readonly string[]) {
  return space.project.run(args, { env: { KUBECONFIG: kubeconfig() } });
}
