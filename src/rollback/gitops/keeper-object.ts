import * as v from 'valibot';
import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { getIfThere } from '../objects/get-if-there.ts';
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

const unreadable = ['not-found', 'denied'] as const;

/** Undefined: not in this cluster, or not to be read with these credentials. */
export async function readKeeper(keeper: Keeper, api: KubernetesApi): Promise<KeeperObject | undefined> {
  const { group, resource } = kinds[keeper.tool];
  const folder = keeper.tool === 'application' ? `/apis/${group}/v1alpha1` : await folderOf(group, api);
  if (folder === undefined) return undefined;
  if (keeper.namespace === undefined) return await findAnywhere(`${folder}/${resource}`, keeper.name, folder, api);
  const path = `${folder}/namespaces/${encodeURIComponent(keeper.namespace)}/${resource}/${encodeURIComponent(keeper.name)}`;
  const object = await getIfThere(path, api, unreadable);
  return object === undefined ? undefined : { path, object: parseObject(gitOpsSchema, object, path) };
}

/** Flux renames the version of its objects now and then; the server says which one it likes best. */
async function folderOf(group: string, api: KubernetesApi): Promise<string | undefined> {
  const found = await getIfThere(`/apis/${group}`, api, unreadable);
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
  const all = await getIfThere(`${list}?fieldSelector=metadata.name%3D${encodeURIComponent(name)}`, api, unreadable);
  if (all === undefined) {
    const path = `${folder}/namespaces/argocd/applications/${encodeURIComponent(name)}`;
    const object = await getIfThere(path, api, unreadable);
    return object === undefined ? undefined : { path, object: parseObject(gitOpsSchema, object, path) };
  }
  const { items } = parseObject(listOf(gitOpsSchema), all, list);
  const [only, ...others] = items.filter(({ metadata }) => metadata.name === name);
  // Which of several it is, nobody can say.
  if (only === undefined || others.length > 0) return undefined;
  return {
    path: `${folder}/namespaces/${only.metadata.namespace}/applications/${encodeURIComponent(name)}`,
    object: only,
  };
}
