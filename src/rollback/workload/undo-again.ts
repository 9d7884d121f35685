import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { applyUndo } from './apply-undo.ts';
import { planUndo } from './plan-undo.ts';
import { readWorkload } from './read-workload.ts';
import type { Revision } from './revision.ts';
import { together } from './start-check.ts';
import type { WorkloadName } from './workload-name.ts';

/** Goes back once more to what was rolled back to a moment ago, and was replaced since. */
export async function undoAgain(
  name: WorkloadName,
  { name: held }: Revision,
  api: KubernetesApi,
): Promise<'undone' | 'not-to-be-undone'> {
  const workload = await readWorkload(api, name);
  const to = workload.revisions.find((one) => one.name === held);
  // What it needs was looked at the first time, and who would revert it is suspended.
  const wish = { resume: false, ifReverted: 'let', checkImages: async () => together() } as const;
  const plan = to && (await planUndo(workload, { ...wish, to: String(to.number) }, api));
  if (plan?.state !== 'ready') return 'not-to-be-undone';
  await applyUndo(workload, plan, api, new Date());
  return 'undone';
}
