import * as v from 'valibot';
import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { listOf } from './objects.ts';

/** What a list of such items is parsed to; its own type is not worked out for an item that is not known yet. */
interface Page<T extends v.GenericSchema> {
  readonly items: readonly v.InferOutput<T>[];
  readonly metadata: { readonly continue: string };
}

/** Page by page: a server may give a long list in parts. */
export async function listAll<T extends v.GenericSchema>(
  api: KubernetesApi,
  path: string,
  item: T,
): Promise<v.InferOutput<T>[]> {
  const found: v.InferOutput<T>[] = [];
  let next = '';
  do {
    const page = await api.get(`${path}&limit=500${next === '' ? '' : `&continue=${encodeURIComponent(next)}`}`);
    const { items, metadata } = parseObject(listOf(item), page, path) as Page<T>;
    found.push(...items);
    next = metadata.continue;
  } while (next !== '');
  return found;
}

export function parseObject<T extends v.GenericSchema>(schema: T, value: unknown, what: string): v.InferOutput<T> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new KubernetesError(
    'refused',
    `what the server gives for ${what} cannot be read: ${issue?.message ?? 'unknown'}`,
    {
      hint: 'Look whether it is a Kubernetes API server.',
    },
  );
}
