import * as v from 'valibot';
import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { listAll } from '../objects/list-objects.ts';

/** What a controller or a node has written about an object of the namespace. */
export interface Warning {
  readonly reason: string;
  readonly message: string;
  /** When it was last so; UTC, RFC 3339. */
  readonly at: string;
}

const text = v.optional(v.nullable(v.string()));
const eventSchema = v.looseObject({ reason: text, message: text, lastTimestamp: text, eventTime: text });

/** The warnings about one object, the newest last; none where they may not be read, or for the moment are not given. */
export async function warningsOf(kind: string, name: string, api: KubernetesApi): Promise<readonly Warning[]> {
  const fields = `involvedObject.kind=${kind},involvedObject.name=${name},type=Warning`;
  const path = `/api/v1/namespaces/${api.namespace}/events?fieldSelector=${encodeURIComponent(fields)}`;
  const events = await listAll(api, path, eventSchema).catch((error: unknown) => {
    if (error instanceof KubernetesError) return [];
    throw error;
  });
  return events
    .map(({ reason, message, lastTimestamp, eventTime }) => ({
      ...{ reason: reason ?? '', message: message ?? '' },
      at: lastTimestamp ?? eventTime ?? '',
    }))
    .toSorted((a, b) => a.at.localeCompare(b.at));
}
