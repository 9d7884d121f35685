import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { isRecord } from '../objects/is-record.ts';
import { parseObject } from '../objects/list-objects.ts';
import { valueAt } from '../objects/value-at.ts';
import { gitRevision } from './git-revision.ts';
import { type Keeper, keeperText } from './keeper.ts';
import { type GitOpsObject, gitOpsSchema, type KeeperObject } from './keeper-object.ts';

import type { Suspension, SuspensionPatch } from './suspension.ts';

/** The application, and before it the ApplicationSet that would write its policy anew. */
export async function planApplication(
  keeper: Keeper,
  own: KeeperObject,
  api: KubernetesApi,
): Promise<readonly Suspension[]> {
  const { path, object } = own;
  const { field, patches } = await policyPatches(own, api);
  const set = await planSetOf(object, api);
  return [
    ...set,
    {
      name: `${keeper.tool}-${keeper.name}`,
      what: keeperText({ ...keeper, namespace: object.metadata.namespace }),
      change: field,
      ...{ path, resourceVersion: object.metadata.resourceVersion },
      ...patches,
      git: gitRevision(own, ['status', 'sync', 'revision']),
    },
  ];
}

/**
 * `enabled: false` is a field that Git seldom sets, so that nobody above takes it back. An Argo CD that does not know
 * it yet drops it, which a dry run shows: there the whole `automated` goes.
 */
async function policyPatches({ path, object }: KeeperObject, api: KubernetesApi) {
  const switchedOff = { spec: { syncPolicy: { automated: { enabled: false } } } };
  const tried = await api.patch(`${path}?dryRun=All`, switchedOff);
  const isKnown = valueAt(tried, ['spec', 'syncPolicy', 'automated', 'enabled']) === false;
  const before = valueAt(object, ['spec', 'syncPolicy', 'automated']);
  const enabled = isRecord(before) ? before['enabled'] : undefined;
  const patches: { suspend: SuspensionPatch; restore: SuspensionPatch } = isKnown
    ? { suspend: switchedOff, restore: { spec: { syncPolicy: { automated: { enabled: enabled ?? null } } } } }
    : {
        suspend: { spec: { syncPolicy: { automated: null } } },
        restore: { spec: { syncPolicy: { automated: before } } },
      };
  const field = `spec.syncPolicy.automated${isKnown ? '.enabled: false' : ' is taken away'}`;
  return { field, patches };
}

const policy = '/spec/syncPolicy';

/** An ApplicationSet writes the whole of its applications, unless it is told to ignore a part of one. */
async function planSetOf(application: GitOpsObject, api: KubernetesApi): Promise<readonly Suspension[]> {
  const { name, namespace = '', ownerReferences } = application.metadata;
  const owner = ownerReferences.find(({ kind }) => kind === 'ApplicationSet');
  if (owner === undefined) return [];
  const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/applicationsets/${owner.name}`;
  const what = `Argo CD's ApplicationSet ${namespace}/${owner.name} (${name} alone)`;
  const object = parseObject(gitOpsSchema, await getOrName(path, what, api), path);
  if (!writesPolicyOf(name, object)) return [];
  const before = object.spec['ignoreApplicationDifferences'];
  const ignored = [...(Array.isArray(before) ? before : []), { name, jsonPointers: [policy] }];
  return [
    {
      name: `applicationset-${owner.name}`,
      what,
      change: `spec.ignoreApplicationDifferences: ${policy} of ${name}, or it would sync again by itself`,
      ...{ path, resourceVersion: object.metadata.resourceVersion },
      suspend: { spec: { ignoreApplicationDifferences: ignored } },
      restore: { spec: { ignoreApplicationDifferences: before ?? null } },
    },
  ];
}

function writesPolicyOf(application: string, { spec }: GitOpsObject): boolean {
  const mode = valueAt(spec, ['syncPolicy', 'applicationsSync']);
  if (mode === 'create-only' || mode === 'create-delete') return false;
  const ignored = spec['ignoreApplicationDifferences'];
  const isIgnored = (rule: unknown) => {
    if (!isRecord(rule)) return false;
    const pointers = rule['jsonPointers'];
    const isMeant = rule['name'] === undefined || rule['name'] === '' || rule['name'] === application;
    return isMeant && Array.isArray(pointers) && pointers.includes(policy);
  };
  return !(Array.isArray(ignored) && ignored.some(isIgnored));
}

async function getOrName(path: string, what: string, api: KubernetesApi): Promise<unknown> {
  try {
    return await api.get(path);
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    throw new KubernetesError(error.code, `${what}, cannot be read: ${error.message}`, { cause: error });
  }
}
