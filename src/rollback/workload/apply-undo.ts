import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { canonical } from '../objects/canonical.ts';
import { parseObject } from '../objects/list-objects.ts';
import { mergePatch } from '../objects/merge-patch.ts';
import { objectSchema, type WorkloadObject, workloadSchema } from '../objects/objects.ts';
import { patchWhile } from '../objects/patch-while.ts';
import type { UndoPlan } from './plan-undo.ts';
import { isReady, podsOf } from './pods-of.ts';
import type { Workload } from './read-workload.ts';
import type { Revision, RevisionMarks } from './revision.ts';
import { markRevision } from './revision-marks.ts';
import { workloadText } from './workload-name.ts';

/** What a rollback did beside its patch. */
export interface Undone {
  /** Pods that held up a StatefulSet, and were deleted. */
  readonly deletedPods: readonly string[];
  /** What could not be written down, and why. */
  readonly notMarked: readonly string[];
}

/**
 * Puts the template of the plan in the place of the one that the plan was made from. What somebody else has changed
 * since then is the error `conflict`, and nothing is changed.
 */
export async function applyUndo(
  workload: Workload,
  plan: UndoPlan & { readonly state: 'ready' },
  api: KubernetesApi,
  at: Date,
): Promise<Undone> {
  const { name } = workload;
  const { from, to, resumes } = plan;
  const stamp = at.toISOString();
  // Before the patch: where it is cut off in between, the next rollback still knows which one was bad.
  const marked = await markBoth({ left: { at: stamp } }, { restored: { at: stamp, from: from?.name ?? '' } });
  try {
    await patchUnchanged(workload, to, resumes, api);
  } catch (error) {
    await markBoth(from?.marks ?? {}, to.marks);
    throw error;
  }
  const deletedPods = name.kind === 'statefulset' && from !== undefined ? await deleteStuck(workload, from, api) : [];
  return { deletedPods, notMarked: marked.flatMap((why) => why ?? []) };

  /** As left or brought back; what is not given is taken away. */
  function markBoth(before: RevisionMarks, after: RevisionMarks) {
    const marksOf = ({ left, restored }: RevisionMarks) => ({ left, restored });
    const first = from === undefined ? undefined : markRevision(from, marksOf(before), api);
    return Promise.all([first, markRevision(to, marksOf(after), api)]);
  }
}

/**
 * Its controller counts pods all the time, and a scaler may set how many there are: that is no reason to stop. Another
 * template is, or another word about whether it is paused.
 */
async function patchUnchanged(
  { name, object, path, holder }: Workload,
  to: Revision,
  resumes: boolean,
  api: KubernetesApi,
): Promise<void> {
  const isOwn = holder.path === path;
  const template = mergePatch(holder.object.spec.template, to.template);
  const spec = { template, ...(resumes && isOwn ? { paused: false } : {}) };
  await patchWhile(api, {
    ...{ path: holder.path, resourceVersion: holder.object.metadata.resourceVersion },
    patch: { metadata: causeOf(holder.object, to), spec },
    stands: (now) =>
      decisionOf(parseObject(workloadSchema, now, workloadText(holder.name))) === decisionOf(holder.object),
  });
  if (!resumes || isOwn) return;
  await patchWhile(api, {
    ...{ path, resourceVersion: object.metadata.resourceVersion },
    patch: { spec: { paused: false } },
    stands: (now) => parseObject(objectSchema, now, workloadText(name)).metadata.uid === object.metadata.uid,
  });
}

const changeCause = 'kubernetes.io/change-cause';

/** What a workload says of its last change becomes what was said of the revision; every other annotation stays. */
function causeOf(
  { metadata }: WorkloadObject,
  to: Revision,
): { readonly annotations?: Readonly<Record<string, string | null>> } {
  const cause = to.changeCause ?? null;
  return cause === (metadata.annotations[changeCause] ?? null) ? {} : { annotations: { [changeCause]: cause } };
}

/** What somebody has decided, apart from how many pods there are. */
function decisionOf({ metadata: { uid }, spec: { template, paused } }: WorkloadObject): string {
  return canonical({ uid, template, paused });
}

/** A StatefulSet waits for the pod in its way for ever, also when its template is right again: only the bad ones go. */
async function deleteStuck({ pods }: Workload, bad: Revision, api: KubernetesApi): Promise<readonly string[]> {
  const stuck = podsOf(bad, pods, 'statefulset').filter((pod) => !isReady(pod));
  await Promise.all(
    stuck.map(({ metadata: { name, uid, resourceVersion } }) =>
      api.delete(`/api/v1/namespaces/${api.namespace}/pods/${name}`, {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        // One that has become another, or ready, meanwhile stays.
        preconditions: { uid, resourceVersion },
      }),
    ),
  );
  return stuck.map(({ metadata }) => metadata.name);
}
