import * as v from 'valibot';
import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { listAll } from '../objects/list-objects.ts';
import type { Failure } from './progress.ts';
import type { Workload } from './read-workload.ts';

const eventSchema = v.looseObject({
  reason: v.optional(v.nullable(v.string()), ''),
  message: v.optional(v.nullable(v.string()), ''),
  lastTimestamp: v.optional(v.nullable(v.string()), ''),
  eventTime: v.optional(v.nullable(v.string()), ''),
});

/** How long it has to be so: a controller tries again. */
const patienceMs = 2_000;

/**
 * That pods cannot be made, for a quota or a webhook, StatefulSets and DaemonSets do not say in their status. There
 * are events of it; one from before the newest pod says nothing about now.
 */
export async function creationFailures(workload: Workload, api: KubernetesApi): Promise<readonly Failure[]> {
  const subject = subjectOf(workload);
  if (subject === undefined) return [];
  const { kind, name } = subject;
  const fields = `involvedObject.kind=${kind},involvedObject.name=${name},reason=FailedCreate`;
  const path = `/api/v1/namespaces/${api.namespace}/events?fieldSelector=${encodeURIComponent(fields)}`;
  const events = await listAll(api, path, eventSchema).catch((error: unknown) => {
    // Without the right, or for the moment without a server, nothing is said of it.
    if (error instanceof KubernetesError) return [];
    throw error;
  });
  const newestPod = Math.max(0, ...workload.pods.map(({ metadata }) => Date.parse(metadata.creationTimestamp)));
  const since = events.filter((event) => Date.parse(event.lastTimestamp || event.eventTime || '') >= newestPod);
  const message = since.at(-1)?.message;
  if (message === undefined || message === null) return [];
  return [
    {
      text: `no pods can be made: ${message}`,
      believedAfterMs: patienceMs,
      hint: `Look at its events: kubectl describe ${kind.toLowerCase()} ${name}.`,
    },
  ];
}

function subjectOf({ name }: Workload): { readonly kind: string; readonly name: string } | undefined {
  switch (name.kind) {
    case 'deployment':
    case 'rollout':
      return undefined;
    case 'statefulset':
      return { kind: 'StatefulSet', name: name.name };
    case 'daemonset':
      return { kind: 'DaemonSet', name: name.name };
  }
}
