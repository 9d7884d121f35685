import { kubeconfigSource } from '../adapters/kubeconfig-files.ts';
import { type KubernetesApi, openKubernetes } from '../adapters/kubernetes-api.ts';
import { KubernetesError } from '../adapters/kubernetes-error.ts';
import { UsageError } from '../project/usage-error.ts';
import { type AppCommand, missingRights, rightsFor, rightText } from '../rollback/workload/access.ts';
import { readWorkload, type Workload } from '../rollback/workload/read-workload.ts';
import { parseWorkloadName, type WorkloadName, workloadText } from '../rollback/workload/workload-name.ts';
import { parseDuration } from '../runbook/duration.ts';

/** What every command about a cluster takes. */
export interface ClusterFlags {
  readonly context?: string;
  readonly namespace?: string;
  readonly json?: boolean;
}

export function openCluster({ context, namespace }: ClusterFlags): Promise<KubernetesApi> {
  return openKubernetes(kubeconfigSource(process.env), { context, namespace });
}

/**
 * A workload as it is. The rights to change it are asked for before anything is written, so that nothing is done by
 * half; those to read it show by reading.
 */
export async function readWithRights(command: AppCommand, name: WorkloadName, api: KubernetesApi): Promise<Workload> {
  const rights = rightsFor(command, name);
  const toWrite = rights.filter(({ verb }) => verb !== 'get' && verb !== 'list');
  const [missing, read] = await Promise.allSettled([missingRights(toWrite, api), readWorkload(api, name)]);
  if (missing.status === 'rejected') throw missing.reason;
  const isDenied = read.status === 'rejected' && isRefusal(read.reason);
  const all = isDenied ? await missingRights(rights, api) : missing.value;
  if (all.length > 0)
    throw new KubernetesError('denied', `these credentials may not ${all.map(rightText).join(', nor ')}`, {
      hint: `A Role with these rights: runbook app rbac ${workloadText(name)} --for ${command} --namespace ${api.namespace}`,
    });
  if (read.status === 'rejected') throw read.reason;
  return read.value;
}

function isRefusal(error: unknown): boolean {
  return error instanceof KubernetesError && error.code === 'denied';
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
