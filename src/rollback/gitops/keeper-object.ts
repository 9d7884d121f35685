import * as v from 'valibot';
import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { isRecord } from '../objects/is-record.ts';
import { parseObject } from '../objects/list-objects.ts';
import { listOf, objectSchema } from '../objects/objects.ts';
import type { Keeper } from './keeper.ts';

/** A keeper's own object, and where it is. */
export interface KeeperObject {
  readonly path: string;
  readonly object: GitOpsObject;
}

export const gitOpsSchema = v.looseObject({
  ...objectSchema.entries,
  spec: v.optional(v.looseObject({}), {}),
  status: v.optional(v.looseObject({}), {}),
});
export type GitOpsObject = v.InferOutput<typeof gitOpsSchema>;

const kinds: Readonly<Record<Keeper['tool'], { readonly group: string; readonly resource: string }>> = {
  kustomization: { group: 'kustomize.toolkit.fluxcd.io', resource: 'kustomizations' },
  helmrelease: { group: 'helm.toolkit.fluxcd.io', resource: 'helmreleases' },
  application: { group: 'argoproj.io', resource: 'applications' },
};

/** Undefined: not in this cluster, or not to be read with these credentials. */
export async function readKeeper(keeper: Keeper, api: KubernetesApi): Promise<KeeperObject | undefined> {
  const { group, resource } = kinds[keeper.tool];
  const folder = keeper.tool === 'application' ? `/apis/${group}/v1alpha1` : await folderOf(group, api);
  if (folder === undefined) return undefined;
  if (keeper.namespace === undefined) return await findAnywhere(`${folder}/${resource}`, keeper.name, folder, api);
  const path = `${folder}/namespaces/${keeper.namespace}/${resource}/${keeper.name}`;
  const object = await readableOrNot(path, api);
  return object === undefined ? undefined : { path, object: parseObject(gitOpsSchema, object, path) };
}

/** Flux renames the version of its objects now and then; the server says which one it likes best. */
async function folderOf(group: string, api: KubernetesApi): Promise<string | undefined> {
  const found = await readableOrNot(`/apis/${group}`, api);
  const preferred = isRecord(found) ? found['preferredVersion'] : undefined;
  const version = isRecord(preferred) ? preferred['groupVersion'] : undefined;
  return typeof version === 'string' ? `/apis/${version}` : undefined;
}

/** In every namespace, or, where one may not look there, in the one that Argo CD is usually installed to. */
async function findAnywhere(
  list: string,
  name: string,
  folder: string,
  api: KubernetesApi,
): Promise<KeeperObject | undefined> {
  const all = await readableOrNot(`${list}?fieldSelector=metadata.name%3D${encodeURIComponent(name)}`, api);
  if (all === undefined) {
    const path = `${folder}/namespaces/argocd/applications/${name}`;
    const object = await readableOrNot(path, api);
    return object === undefined ? undefined : { path, object: parseObject(gitOpsSchema, object, path) };
  }
  const { items } = parseObject(listOf(gitOpsSchema), all, list);
  const [only, ...others] = items.filter(({ metadata }) => metadata.name === name);
  // Which of several it is, nobody can say.
  if (only === undefined || others.length > 0) return undefined;
  return { path: `${folder}/namespaces/${only.metadata.namespace}/applications/${name}`, object: only };
}

async function readableOrNot(path: string, api: KubernetesApi): Promise<unknown> {
  try {
    return await api.get(path);
  } catch (error) {
    if (error instanceof KubernetesError && (error.code === 'not-found' || error.code === 'denied')) return undefined;
    throw error;
  }
}
