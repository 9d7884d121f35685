import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import type { Failure } from './progress.ts';
import type { Workload } from './read-workload.ts';
import { warningsOf } from './warnings.ts';

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
  const warnings = await warningsOf(kind, name, api);
  const newestPod = Math.max(0, ...workload.pods.map(({ metadata }) => Date.parse(metadata.creationTimestamp)));
  const since = warnings.filter(({ reason, at }) => reason === 'FailedCreate' && Date.parse(at) >= newestPod);
  const message = since.at(-1)?.message;
  if (message === undefined) return [];
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
