import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { isRecord } from '../objects/is-record.ts';
import type { Template } from '../objects/objects.ts';
import type { StartCheck } from './start-check.ts';

/** An object, or a key of it, without which a container does not start. */
export interface Reference {
  readonly kind: 'configmap' | 'secret';
  readonly name: string;
  readonly key?: string | undefined;
}

/** What a template needs to be there: variables, mounted files, credentials of the registry; not what it calls optional. */
export function referencesOf({ spec }: Template): readonly Reference[] {
  const found = new Map<string, Reference>();
  const add = (kind: Reference['kind'], name: unknown, key?: unknown) => {
    if (typeof name !== 'string' || name === '') return;
    const reference = { kind, name, key: typeof key === 'string' ? key : undefined };
    found.set(`${kind}/${name}/${reference.key ?? ''}`, reference);
  };
  for (const container of [...spec.containers, ...spec.initContainers]) {
    for (const source of partsOf(container['envFrom'])) {
      for (const [kind, field] of [
        ['configmap', 'configMapRef'],
        ['secret', 'secretRef'],
      ] as const) {
        const reference = partOf(source[field]);
        if (reference?.['optional'] !== true) add(kind, reference?.['name']);
      }
    }
    for (const { valueFrom } of partsOf(container['env']) as readonly { readonly valueFrom?: unknown }[]) {
      for (const [kind, field] of [
        ['configmap', 'configMapKeyRef'],
        ['secret', 'secretKeyRef'],
      ] as const) {
        const reference = partOf(partOf(valueFrom)?.[field]);
        if (reference?.['optional'] !== true) add(kind, reference?.['name'], reference?.['key']);
      }
    }
  }
  for (const volume of partsOf(spec['volumes'])) {
    const sources = [volume, ...partsOf(partOf(volume['projected'])?.['sources'])];
    for (const source of sources) {
      addFiles('configmap', partOf(source['configMap']), 'name');
      addFiles(
        'secret',
        partOf(source['secret']),
        'secretName' in (partOf(source['secret']) ?? {}) ? 'secretName' : 'name',
      );
    }
  }
  return [...found.values()];

  function addFiles(kind: Reference['kind'], source: Part | undefined, nameField: string): void {
    if (source === undefined || source['optional'] === true) return;
    const items = partsOf(source['items']);
    if (items.length === 0) add(kind, source[nameField]);
    for (const { key } of items) add(kind, source[nameField], key);
  }
}

/** Of a Secret no more is looked at than the names of its keys. */
export async function checkReferences(template: Template, api: KubernetesApi): Promise<StartCheck> {
  const references = referencesOf(template);
  const objects = new Map(references.map((one) => [`${one.kind}/${one.name}`, one]));
  const found = new Map(
    await Promise.all([...objects].map(async ([id, { kind, name }]) => [id, await keysOf(kind, name, api)] as const)),
  );
  const gone = references.flatMap(({ kind, name, key }) => {
    const keys = found.get(`${kind}/${name}`);
    if (keys === 'gone') return [`${kind}/${name} is not there any more`];
    if (key === undefined || keys === undefined || keys === 'denied' || keys.includes(key)) return [];
    return [`${kind}/${name} has no key ${key} any more`];
  });
  const denied = [...found].filter(([, keys]) => keys === 'denied').map(([id]) => id);
  return { gone: [...new Set(gone)], notLookedAt: denied.map((id) => `${id}: these credentials may not read it`) };
}

async function keysOf(
  kind: Reference['kind'],
  name: string,
  api: KubernetesApi,
): Promise<readonly string[] | 'gone' | 'denied'> {
  const path = `/api/v1/namespaces/${api.namespace}/${kind}s/${encodeURIComponent(name)}`;
  try {
    const object = partOf(await api.get(path)) ?? {};
    return ['data', 'binaryData'].flatMap((field) => Object.keys(partOf(object[field]) ?? {}));
  } catch (error) {
    if (error instanceof KubernetesError && error.code === 'not-found') return 'gone';
    if (error instanceof KubernetesError && error.code === 'denied') return 'denied';
    throw error;
  }
}

type Part = Readonly<Record<string, unknown>>;

function partOf(value: unknown): Part | undefined {
  return isRecord(value) ? value : undefined;
}

function partsOf(value: unknown): readonly Part[] {
  return Array.isArray(value)
    ? value.flatMap((one: unknown): readonly Part[] => [partOf(one)].filter((part) => part !== undefined))
    : [];
}
