import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { isRecord } from '../objects/is-record.ts';
import { parseObject } from '../objects/list-objects.ts';
import { type WorkloadObject, workloadSchema } from '../objects/objects.ts';
import { parseWorkloadName, pathOf, type WorkloadName } from './workload-name.ts';

/** The object that says which template runs: the workload itself, or the Deployment that a Rollout refers to. */
export interface TemplateHolder {
  readonly name: WorkloadName;
  readonly path: string;
  readonly object: WorkloadObject;
}

/** A workload as the server gives it, its template and selector filled in where they stand in another object. */
export async function withTemplate(
  name: WorkloadName,
  found: unknown,
  api: KubernetesApi,
): Promise<{ readonly object: WorkloadObject; readonly holder: TemplateHolder }> {
  const path = pathOf(name, api.namespace);
  const referred = isRecord(found) && isRecord(found['spec']) ? referredBy(found['spec']) : undefined;
  if (referred === undefined || !isRecord(found)) {
    const object = parseObject(workloadSchema, found, path);
    return { object, holder: { name, path, object } };
  }
  const holderPath = pathOf(referred, api.namespace);
  const holder = parseObject(workloadSchema, await api.get(holderPath), holderPath);
  const { template, selector } = holder.spec;
  const spec = { selector, ...(found['spec'] as object), template };
  return {
    object: parseObject(workloadSchema, { ...found, spec }, path),
    holder: { name: referred, path: holderPath, object: holder },
  };
}

/** `workloadRef` of a Rollout; of what cannot be rolled back here there is none. */
function referredBy(spec: Readonly<Record<string, unknown>>): WorkloadName | undefined {
  const reference = spec['workloadRef'];
  if (!isRecord(reference)) return undefined;
  const name = parseWorkloadName(`${String(reference['kind'])}/${String(reference['name'])}`);
  return 'kind' in name && name.kind !== 'rollout' ? name : undefined;
}
