import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { getIfThere } from '../objects/get-if-there.ts';
import { isRecord } from '../objects/is-record.ts';
import { valueAt } from '../objects/value-at.ts';
import type { GitWatch } from './suspension.ts';

/** Why Git is not known to say what the cluster runs; undefined where it does. */
export async function whyNotInGit(git: GitWatch, api: KubernetesApi): Promise<string | undefined> {
  switch (git.by) {
    case 'application':
      return whyNotSynced(await getIfThere(git.path, api, ['not-found', 'denied']), git);
    case 'commit': {
      const now = valueAt(await getIfThere(git.path, api, ['not-found', 'denied']), git.field);
      if (now === git.revision)
        return `Git has not changed since (${git.revision}): it would put the other version back`;
      return `Flux has applied ${typeof now === 'string' ? now : 'another commit'} since, and whether that says what the cluster runs cannot be seen here`;
    }
    case 'nobody':
      return 'whether Git says what the cluster runs cannot be seen here';
  }
}

/** By what Argo CD says of this object, not of others of the same application. */
function whyNotSynced(application: unknown, { kind, name, namespace }: GitWatch & { by: 'application' }) {
  const resources = valueAt(application, ['status', 'resources']);
  const own = (Array.isArray(resources) ? resources : []).find(
    (one: unknown) =>
      isRecord(one) &&
      String(one['kind']).toLowerCase() === kind &&
      one['name'] === name &&
      (one['namespace'] ?? namespace) === namespace,
  );
  const status = valueAt(own, ['status']) ?? valueAt(application, ['status', 'sync', 'status']);
  if (status === 'Synced') return undefined;
  return status === 'OutOfSync'
    ? 'Argo CD says that Git and the cluster differ: it would put there what Git says'
    : 'Argo CD does not say whether Git says what the cluster runs';
}
