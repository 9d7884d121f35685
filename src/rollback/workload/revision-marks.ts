import * as v from 'valibot';
import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { parseJson } from '../../diagnostics/parse-json.ts';
import type { Revision, RevisionMarks } from './revision.ts';

const prefix = 'runbook-as-code/';

/** What is written down on a revision; what cannot be read says nothing. */
export function marksOf(annotations: Readonly<Record<string, string>>): RevisionMarks {
  const at = v.object({ at: v.string() });
  const valid = <T extends v.GenericSchema>(schema: T, name: string): v.InferOutput<T> | undefined => {
    const result = v.safeParse(schema, parseJson(annotations[`${prefix}${name}`] ?? ''));
    return result.success ? result.output : undefined;
  };
  return {
    available: valid(v.object({ at: v.string(), digests: v.record(v.string(), v.string()) }), 'available'),
    left: valid(at, 'left'),
    restored: valid(v.object({ at: v.string(), from: v.string() }), 'restored'),
  };
}

/**
 * Writes down on a revision what the next rollback should know; undefined takes a mark away. The workload's own
 * annotations stay as they are. A rollback is not held up by it: gives the reason where it cannot be written.
 */
export async function markRevision(
  { path, name }: Pick<Revision, 'path' | 'name'>,
  marks: RevisionMarks,
  api: KubernetesApi,
): Promise<string | undefined> {
  const annotations = Object.fromEntries(
    Object.entries(marks).map(([mark, value]) => [
      `${prefix}${mark}`,
      value === undefined ? null : JSON.stringify(value),
    ]),
  );
  try {
    await api.patch(path, { metadata: { annotations } });
    return undefined;
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    return `${name} could not be marked: ${error.message}`;
  }
}
