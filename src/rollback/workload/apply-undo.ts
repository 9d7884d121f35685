import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { isCertainlyRefused, KubernetesError } from '../../adapters/kubernetes-error.ts';
import { canonical } from '../objects/canonical.ts';
import { getIfThere } from '../objects/get-if-there.ts';
import { parseObject } from '../objects/list-objects.ts';
import { mergePatch } from '../objects/merge-patch.ts';
import { objectSchema, podSchema, type WorkloadObject, workloadSchema } from '../objects/objects.ts';
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
  /** What was to be done beside and could not be, and why. */
  readonly notDone: readonly string[];
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
    if (isCertainlyRefused(error)) await markBoth(from?.marks ?? {}, to.marks);
    throw error;
  }
  // From here on it is rolled back, whatever becomes of the rest.
  const resumed = resumes && workload.holder.path !== workload.path ? await resumeOwn(workload, api) : undefined;
  const deleted = name.kind === 'statefulset' && from !== undefined ? await deleteStuck(workload, from, api) : [];
  return {
    deletedPods: deleted.flatMap((one) => ('pod' in one ? [one.pod] : [])),
    notDone: [resumed, ...marked, ...deleted.map((one) => ('why' in one ? one.why : undefined))].flatMap(
      (why) => why ?? [],
    ),
  };

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
  { path, holder }: Workload,
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
}

/** Of a Rollout whose template stands elsewhere. */
async function resumeOwn({ name, object, path }: Workload, api: KubernetesApi): Promise<string | undefined> {
  const resuming = patchWhile(api, {
    ...{ path, resourceVersion: object.metadata.resourceVersion },
    patch: { spec: { paused: false } },
    stands: (now) => parseObject(objectSchema, now, workloadText(name)).metadata.uid === object.metadata.uid,
  });
  return await whyNot(resuming, `${workloadText(name)} could not be resumed`);
}

async function whyNot(doing: Promise<unknown>, what: string): Promise<string | undefined> {
  try {
    await doing;
    return undefined;
  } catch (error) {
    if (error instanceof KubernetesError) return `${what}: ${error.message}`;
    throw error;
  }
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
function deleteStuck(
  { pods }: Workload,
  bad: Revision,
  api: KubernetesApi,
): Promise<readonly ({ readonly pod: string } | { readonly why: string })[]> {
  const stuck = podsOf(bad, pods, 'statefulset').filter((pod) => !isReady(pod));
  return Promise.all(
    stuck.map(async ({ metadata: { name: pod, uid } }) => {
      const why = await whyNot(
        deleteNotReady(pod, uid, api),
        `the pod ${pod}, which holds it up, could not be deleted`,
      );
      return why === undefined ? { pod } : { why };
    }),
  );
}

/** One that has become another, or ready, meanwhile stays; what is only counted on in its status is no reason to stop. */
async function deleteNotReady(name: string, uid: string, api: KubernetesApi): Promise<void> {
  const path = `/api/v1/namespaces/${api.namespace}/pods/${name}`;
  for (let count = 1; ; count += 1) {
    const found = await getIfThere(path, api, ['not-found']);
    const pod = found === undefined ? undefined : parseObject(podSchema, found, path);
    if (pod === undefined || pod.metadata.uid !== uid || isReady(pod)) return;
    const { resourceVersion } = pod.metadata;
    const preconditions = { uid, resourceVersion };
    try {
      await api.delete(path, { apiVersion: 'v1', kind: 'DeleteOptions', preconditions });
      return;
    } catch (error) {
      const isGone = error instanceof KubernetesError && error.code === 'not-found';
      const isFaster = error instanceof KubernetesError && error.code === 'conflict' && count < 10;
      if (isGone) return;
      if (!isFaster) throw error;
    }
  }
}
