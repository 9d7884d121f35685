import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { parseObject } from './list-objects.ts';
import { objectSchema } from './objects.ts';

export interface Patching {
  readonly path: string;
  /** Of the object that the patch was made for. */
  readonly resourceVersion: string;
  /** A merge patch. */
  readonly patch: { readonly metadata?: object; readonly spec?: object };
  /** Whether what was decided on is still so in the object as it is now. */
  readonly stands: (object: unknown) => boolean;
}

const mostTries = 20;

/**
 * Changes an object that controllers write to all the time, as long as what the change was decided on stands; else the
 * error `conflict`, and nothing is changed.
 */
export async function patchWhile(api: KubernetesApi, { path, patch, stands, ...first }: Patching): Promise<void> {
  let { resourceVersion } = first;
  for (let count = 1; ; count += 1) {
    try {
      await api.patch(path, { ...patch, metadata: { ...patch.metadata, resourceVersion } });
      return;
    } catch (error) {
      if (!(error instanceof KubernetesError) || error.code !== 'conflict' || count === mostTries) throw error;
      const now = await api.get(path);
      if (!stands(now)) throw error;
      resourceVersion = parseObject(objectSchema, now, path).metadata.resourceVersion;
    }
  }
}
