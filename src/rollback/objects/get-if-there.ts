import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';

/** Undefined for the answers that are taken to mean that there is nothing; every other one is an error. */
export async function getIfThere(
  path: string,
  api: KubernetesApi,
  nothing: readonly ('not-found' | 'denied')[],
): Promise<unknown> {
  try {
    return await api.get(path);
  } catch (error) {
    if (error instanceof KubernetesError && nothing.some((code) => code === error.code)) return undefined;
    throw error;
  }
}
