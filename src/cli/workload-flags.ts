import { kubeconfigSource } from '../adapters/kubeconfig-files.ts';
import { type KubernetesApi, openKubernetes } from '../adapters/kubernetes-api.ts';
import { KubernetesError } from '../adapters/kubernetes-error.ts';
import { type AppCommand, missingRights, rightsFor, rightText } from '../rollback/workload/access.ts';
import { parseWorkloadName, type WorkloadName, workloadText } from '../rollback/workload/workload-name.ts';
import { parseDuration } from '../runbook/duration.ts';
import { UsageError } from './usage-error.ts';

/** What every command about a cluster takes. */
export interface ClusterFlags {
  readonly context?: string;
  readonly namespace?: string;
  readonly json?: boolean;
}

export function openCluster({ context, namespace }: ClusterFlags): Promise<KubernetesApi> {
  return openKubernetes(kubeconfigSource(process.env), { context, namespace });
}

/** Before anything is read or written, so that nothing is done by half. */
export async function refuseWithoutRights(command: AppCommand, name: WorkloadName, api: KubernetesApi): Promise<void> {
  const missing = await missingRights(rightsFor(command, name), api);
  if (missing.length === 0) return;
  throw new KubernetesError('denied', `these credentials may not ${missing.map(rightText).join(', nor ')}`, {
    hint: `A Role with these rights: runbook app rbac ${workloadText(name)} --for ${command} --namespace ${api.namespace}`,
  });
}

export function workloadNamed(text: string): WorkloadName {
  const name = parseWorkloadName(text);
  if ('kind' in name) return name;
  throw new UsageError(
    `${text} names no workload: ${name.why}`,
    'Write it as kubectl does: deployment/payment-processor.',
  );
}

export function millisecondsOf(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new UsageError(`"${text}" is no duration`, 'Write it as 90s, 4m or 1m30s.');
  return ms;
}

/** What every JSON answer about a workload begins with. */
export function headOf(name: WorkloadName, { namespace, server }: KubernetesApi) {
  return { v: 1, workload: workloadText(name), namespace, server };
}
