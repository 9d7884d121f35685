import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { getIfThere } from '../objects/get-if-there.ts';
import { valueAt } from '../objects/value-at.ts';

const versioned = /^\/apis\/([^/]+)\/([^/]+)\/(.+)$/;

/** The path of an object in the version that the server likes best: one that was good once may not be served any more. */
export async function servedPath(path: string, api: KubernetesApi): Promise<string> {
  const [, group, version, rest] = versioned.exec(path) ?? [];
  if (group === undefined) return path;
  const found = await getIfThere(`/apis/${group}`, api, ['not-found', 'denied']);
  const preferred = valueAt(found, ['preferredVersion', 'version']);
  return typeof preferred === 'string' && preferred !== version ? `/apis/${group}/${preferred}/${rest}` : path;
}
