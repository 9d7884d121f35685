import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { parseObject } from '../objects/list-objects.ts';
import { saysAlready } from '../objects/merge-patch.ts';
import { objectSchema } from '../objects/objects.ts';
import { patchWhile } from '../objects/patch-while.ts';
import { valueAt } from '../objects/value-at.ts';
import type { Suspension } from './suspension.ts';

/** What of a suspension is needed to take it back. */
export type Suspended = Pick<Suspension, 'path' | 'suspend' | 'restore' | 'git'>;

/** Somebody else's change of the same fields since it was planned is the error `conflict`, and nothing is changed. */
export async function suspend(
  { path, resourceVersion, suspend, restore }: Suspension,
  api: KubernetesApi,
): Promise<void> {
  await patchWhile(api, { path, resourceVersion, patch: suspend, stands: (now) => saysAlready(now, restore) });
}

/** Where it has been switched on since; what is gone stays gone. */
export async function suspendAgain({ path, suspend: set }: Suspended, api: KubernetesApi): Promise<void> {
  const now = await getOrNone(path, api);
  if (now === undefined || saysAlready(now, set)) return;
  const { resourceVersion } = parseObject(objectSchema, now, path).metadata;
  await patchWhile(api, { path, resourceVersion, patch: set, stands: () => true });
}

export type Resumed =
  | { readonly state: 'resumed' }
  /** It was not suspended any more. */
  | { readonly state: 'was-on'; readonly why: string }
  /** It would bring the version back that was rolled back from. */
  | { readonly state: 'refused'; readonly why: string };

/** Takes a suspension back, unless Git still says what was rolled back from. */
export async function resume(suspended: Suspended, api: KubernetesApi, evenIfReverted: boolean): Promise<Resumed> {
  const { path, suspend: set, restore } = suspended;
  const now = await getOrNone(path, api);
  if (now === undefined) return { state: 'was-on', why: 'it is gone from the cluster' };
  if (!saysAlready(now, set)) return { state: 'was-on', why: 'it was on already' };
  const why = evenIfReverted ? undefined : await whyReverted(suspended, now, api);
  if (why !== undefined) return { state: 'refused', why };
  const { resourceVersion } = parseObject(objectSchema, now, path).metadata;
  await patchWhile(api, { path, resourceVersion, patch: restore, stands: (one) => saysAlready(one, set) });
  return { state: 'resumed' };
}

/** Undefined where Git has gone on, or where nobody can say. */
async function whyReverted({ git, path }: Suspended, object: unknown, api: KubernetesApi): Promise<string | undefined> {
  if (valueAt(object, ['status', 'sync', 'status']) === 'OutOfSync')
    return 'Argo CD says that Git and the cluster differ: it would put there what Git says';
  if (git === undefined) return undefined;
  const keeper = git.path === path ? object : await getOrNone(git.path, api);
  return valueAt(keeper, git.field) === git.revision
    ? `Git has not changed since (${git.revision}): it would put the version back that was rolled back from`
    : undefined;
}

async function getOrNone(path: string, api: KubernetesApi): Promise<unknown> {
  try {
    return await api.get(path);
  } catch (error) {
    if (error instanceof KubernetesError && error.code === 'not-found') return undefined;
    throw error;
  }
}
