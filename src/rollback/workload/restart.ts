import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import type { Workload } from './read-workload.ts';

/**
 * Replaces every pod by one of the same template, by the rules of its rollout, as `kubectl rollout restart` does. What
 * somebody else has changed since it was read is the error `conflict`.
 */
export async function restart({ name, object, path }: Workload, api: KubernetesApi, at: Date): Promise<void> {
  const { resourceVersion } = object.metadata;
  const stamp = at.toISOString();
  const annotations = { 'kubectl.kubernetes.io/restartedAt': stamp };
  // A Rollout restarts its pods without a revision of its own.
  const spec = name.kind === 'rollout' ? { restartAt: stamp } : { template: { metadata: { annotations } } };
  await api.patch(path, { metadata: { resourceVersion }, spec });
}
