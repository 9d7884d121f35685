import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { getIfThere } from '../objects/get-if-there.ts';
import { isRecord } from '../objects/is-record.ts';
import { parseObject } from '../objects/list-objects.ts';
import { valueAt } from '../objects/value-at.ts';
import { missingRights, rightsToPatch, rightText } from '../workload/access.ts';
import { type Keeper, keeperText } from './keeper.ts';
import { type GitOpsObject, gitOpsSchema, type KeeperObject } from './keeper-object.ts';
import type { Subject } from './plan-suspensions.ts';
import type { GitWatch, Setting, Suspension } from './suspension.ts';

interface Asking {
  readonly subject: Subject;
  readonly api: KubernetesApi;
}

/** The application, and before it the ApplicationSet that would write its policy anew; or why that cannot be. */
export async function planApplication(
  keeper: Keeper,
  { path, object }: KeeperObject,
  { subject, api }: Asking,
): Promise<readonly Suspension[] | { readonly why: string }> {
  const what = keeperText({ ...keeper, namespace: object.metadata.namespace });
  const missing = await missingRights(rightsToPatch([path]), api);
  if (missing.length > 0)
    return {
      why: `${what} is not to be suspended: these credentials may not ${missing.map(rightText).join(', nor ')}`,
    };
  const { kind, name, namespace } = subject;
  const git = { by: 'application', path, kind, name, namespace } as const;
  const set = await planSetOf(object, git, api);
  if ('why' in set) return set;
  const setting = await policySetting({ path, object }, api);
  const field = setting.field.join('.');
  const change = setting.set === undefined ? `${field} is taken away` : `${field}: false`;
  const own = { name: `${keeper.tool}-${keeper.name}`, what, change, path, settings: [setting], additions: [], git };
  return [...set, own];
}

/**
 * `enabled: false` is a field that Git seldom sets, so that nobody above takes it back. An Argo CD that does not know
 * it yet drops it, which a dry run shows: there the whole `automated` goes.
 */
async function policySetting({ path, object }: KeeperObject, api: KubernetesApi): Promise<Setting> {
  const automated = ['spec', 'syncPolicy', 'automated'];
  const enabled = [...automated, 'enabled'];
  const tried = await api.patch(`${path}?dryRun=All`, { spec: { syncPolicy: { automated: { enabled: false } } } });
  const isKnown = valueAt(tried, enabled) === false;
  const field = isKnown ? enabled : automated;
  return { field, ...(isKnown ? { set: false } : {}), before: valueAt(object, field) };
}

const policy = '/spec/syncPolicy';

/** An ApplicationSet writes the whole of its applications, unless it is told to ignore a part of one. */
async function planSetOf(
  application: GitOpsObject,
  git: GitWatch,
  api: KubernetesApi,
): Promise<readonly Suspension[] | { readonly why: string }> {
  const { name, namespace = '', ownerReferences } = application.metadata;
  const owner = ownerReferences.find(({ kind }) => kind === 'ApplicationSet');
  if (owner === undefined) return [];
  const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/applicationsets/${encodeURIComponent(owner.name)}`;
  const what = `Argo CD's ApplicationSet ${namespace}/${owner.name} (${name} alone)`;
  const found = await getIfThere(path, api, ['not-found', 'denied']);
  if (found === undefined) return { why: `${what} is not to be read, and would switch the application on again` };
  if (!writesPolicyOf(name, parseObject(gitOpsSchema, found, path))) return [];
  const added = { name, jsonPointers: [policy] };
  return [
    {
      name: `applicationset-${owner.name}`,
      what,
      change: `spec.ignoreApplicationDifferences: ${policy} of ${name}, or it would sync again by itself`,
      path,
      settings: [],
      additions: [{ field: ['spec', 'ignoreApplicationDifferences'], added }],
      git,
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
