import { isGitOpsController } from '../gitops/asserted.ts';
import { lastWriterOf } from '../objects/managed-fields.ts';
import type { ContainerStatus, Pod, WorkloadObject } from '../objects/objects.ts';
import { stepsOf } from './canary-steps.ts';
import { digestIn } from './image-digest.ts';
import { isReady, podsOf } from './pods-of.ts';
import type { OwnObject, Workload } from './read-workload.ts';
import { currentOf, type Revision, revisionText } from './revision.ts';

/** How far a workload has come with what its template says. */
export interface Progress {
  /** `2 of 3 updated, 1 available, 1 of an older revision left` */
  readonly text: string;
  readonly isDone: boolean;
  /** Whether there are as many pods as are wanted, of whatever revision. */
  readonly hasAllPods: boolean;
  /** Why it will not get there by itself. */
  readonly failures: readonly Failure[];
}

export interface Failure {
  readonly text: string;
  /** How long it has to be so before it is believed: some of it passes. */
  readonly believedAfterMs: number;
  readonly hint: string;
  /** It is nothing that the workload does: what keeps it in sync has taken a rollback back. */
  readonly isTakenBack?: boolean | undefined;
  /** Whose log tells more. */
  readonly pod?: { readonly name: string; readonly container: string; readonly hasCrashed: boolean } | undefined;
}

interface Counts {
  readonly wanted: number;
  readonly updated: number;
  readonly available: number;
  readonly total: number;
}

/** What has to run, beyond what the template says. */
export interface Wanted {
  /** Of the main container, whatever its tag leads to. */
  readonly digest?: string | undefined;
  /** What was rolled back to, and from what: another one in its place was put there by somebody else. */
  readonly rollback?:
    | { readonly to: Pick<Revision, 'name'>; readonly from?: Pick<Revision, 'name'> | undefined }
    | undefined;
}

/** By the counts of the workload alone; that it `mayBeThere` its pods have to confirm. */
export function roughProgress(workload: OwnObject): { readonly text: string; readonly mayBeThere: boolean } {
  const { name, object } = workload;
  const { status } = object;
  if (!hasBeenSeen(workload)) return { text: unseen, mayBeThere: false };
  const { wanted, updated, available, total } = countsOf(workload);
  const old = total - updated;
  const parts = [
    `${updated} of ${wanted} updated`,
    `${available} available`,
    ...(old > 0 ? [`${old} of an older revision left`] : []),
    ...(name.kind === 'rollout' && status.phase !== '' ? [status.phase] : []),
  ];
  return { text: parts.join(', '), mayBeThere: updated === wanted && total === updated && available === wanted };
}

const unseen = 'its controller has not seen the change yet';

export function progressOf(workload: Workload, { digest, rollback }: Wanted): Progress {
  const { object, name } = workload;
  const { status } = object;
  if (object.spec.paused)
    return standing('it is paused: nothing changes until it is resumed', 'kubectl rollout resume');
  if (!hasBeenSeen(workload)) return waiting(unseen);
  const { text, mayBeThere } = roughProgress(workload);
  const { wanted, total } = countsOf(workload);
  const current = currentOf(workload.revisions);
  const own = current === undefined ? [] : podsOf(current, workload.pods, name.kind);
  const pods = own.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const replaced = replacedBy(workload, current, rollback);
  const isThere = mayBeThere && current !== undefined;
  const isHealthy = name.kind !== 'rollout' || status.phase === 'Healthy';
  const wrong = isThere ? wrongImages(workload, pods, digest) : [];
  const failures = [...replaced, ...wrong, ...conditionFailures(workload), ...pods.flatMap((pod) => podFailures(pod))];
  const isDone = isThere && isHealthy && wrong.length + replaced.length === 0;
  return { text, isDone, hasAllPods: total >= wanted, failures };
}

function waiting(text: string): Progress {
  return { text, isDone: false, hasAllPods: true, failures: [] };
}

function standing(text: string, hint: string): Progress {
  return { text, isDone: false, hasAllPods: true, failures: [{ text, hint, believedAfterMs: 0 }] };
}

/** Whether its controller knows it as it is; a Rollout counts the generations of the Deployment that it refers to apart. */
function hasBeenSeen({ path, object: { status, metadata }, holder }: OwnObject): boolean {
  if (Number(status.observedGeneration) < metadata.generation) return false;
  return holder.path === path || Number(status['workloadObservedGeneration'] ?? 0) >= holder.object.metadata.generation;
}

/** By the server's own notes of who wrote what. */
function replacedBy(
  { holder }: Workload,
  current: Revision | undefined,
  rollback: Wanted['rollback'],
): readonly Failure[] {
  if (rollback === undefined || current === undefined || current.name === rollback.to.name) return [];
  const who = lastWriterOf(holder.object.metadata, ['spec', 'template'])?.manager ?? 'somebody';
  const isBack = current.name === rollback.from?.name;
  return [
    {
      text: `${who} has put ${revisionText(current)} ${isBack ? 'back' : 'in its place'}`,
      isTakenBack: isBack && isGitOpsController(who),
      believedAfterMs: settleMs,
      hint: isBack
        ? 'Suspend what keeps it as it is, then roll back again: runbook app undo --suspend.'
        : 'Somebody else is at work on it: talk to them first.',
    },
  ];
}

function countsOf({ name, object: { spec, status } }: OwnObject): Counts {
  if (name.kind === 'daemonset')
    return {
      wanted: status.desiredNumberScheduled,
      updated: status.updatedNumberScheduled,
      available: status.numberAvailable,
      total: Number(status['currentNumberScheduled'] ?? 0),
    };
  const { replicas: total, updatedReplicas: updated, availableReplicas: available } = status;
  return { wanted: spec.replicas, updated, available, total };
}

/** A tag may lead two nodes to two images, and to another one than it did. */
function wrongImages({ revisions }: Workload, pods: readonly Pod[], digest: string | undefined): readonly Failure[] {
  const { images = [], main } = currentOf(revisions) ?? {};
  return images.flatMap(({ container, image }) => {
    const statuses = pods.flatMap(({ status }) => status.containerStatuses).filter((one) => one.name === container);
    const running = [...new Set(statuses.flatMap(({ imageID }) => digestIn(imageID) ?? []))];
    const wanted = container === main?.container ? digest : undefined;
    if (running.length > 1 && digestIn(image) === undefined)
      return [imageFailure(`its pods run ${running.length} different images as ${image}: ${running.join(', ')}`)];
    const other = wanted === undefined ? undefined : running.find((one) => one !== wanted);
    return other === undefined ? [] : [imageFailure(`${container} runs ${other}, not ${wanted}`)];
  });
}

function imageFailure(text: string): Failure {
  return { text, believedAfterMs: 0, hint: 'Deploy it by its digest: a tag may have been moved.' };
}

const settleMs = 1_000;
const patienceMs = 5_000;

function pausesForEver({ spec, status }: WorkloadObject): boolean {
  const step = stepsOf(spec)[Number(status['currentStepIndex'] ?? -1)];
  return step?.pause !== undefined && step.pause.duration === undefined;
}

function conditionFailures({ object, name }: Workload): readonly Failure[] {
  const { status } = object;
  const failures: Failure[] = [];
  for (const { type, status: is, reason, message } of status.conditions) {
    if (type === 'ReplicaFailure' && is === 'True')
      failures.push({
        text: `no pods can be made (${reason}): ${message}`,
        believedAfterMs: settleMs,
        hint: hintOf(reason),
      });
    // One from before stands there until its controller has looked again.
    if (type === 'Progressing' && is === 'False' && reason === 'ProgressDeadlineExceeded')
      failures.push({ text: `it makes no progress: ${message}`, believedAfterMs: patienceMs, hint: hintOf(reason) });
  }
  if (name.kind === 'rollout' && status.phase === 'Paused' && pausesForEver(object))
    failures.push({
      text: 'it stands at a pause of its canary until somebody promotes it',
      believedAfterMs: settleMs,
      hint: `kubectl argo rollouts promote --full ${name.name}`,
    });
  if (name.kind === 'rollout' && status.phase === 'Degraded')
    failures.push({
      text: `Argo Rollouts says that it is degraded: ${status.message}`,
      believedAfterMs: settleMs,
      hint: hintOf(''),
    });
  return failures;
}

const hopeless = new Set([
  ...['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'],
  ...['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError'],
]);

function podFailures(pod: Pod): readonly Failure[] {
  const { metadata, status } = pod;
  if (isReady(pod)) return [];
  const scheduled = status.conditions.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable') {
    const text = `pod ${metadata.name} finds no node: ${scheduled.message}`;
    return [{ text, believedAfterMs: patienceMs, hint: hintOf('Unschedulable') }];
  }
  return [...status.initContainerStatuses, ...status.containerStatuses].flatMap(
    (one) => containerFailure(metadata.name, one) ?? [],
  );
}

function containerFailure(pod: string, { name, image, restartCount, state }: ContainerStatus): Failure | undefined {
  const reason = state.waiting?.reason ?? '';
  const hasCrashed = reason === 'CrashLoopBackOff' && restartCount >= 2;
  if (!hasCrashed && !hopeless.has(reason)) return undefined;
  const message = state.waiting?.message ?? '';
  const why = message === '' ? reason : `${reason}: ${message}`;
  return {
    text: `pod ${pod}, container ${name} of ${image}: ${why}${hasCrashed ? `, after ${restartCount} restarts` : ''}`,
    believedAfterMs: settleMs,
    hint: hintOf(reason),
    pod: { name: pod, container: name, hasCrashed },
  };
}

function hintOf(reason: string): string {
  if (/Image/.test(reason)) return 'Look whether the image can be pulled: runbook images check IMAGE.';
  if (reason === 'CrashLoopBackOff') return 'This version does not start; name another one by runbook app undo --to.';
  if (/ConfigError/.test(reason)) return 'Bring back the ConfigMap or Secret that it names.';
  if (reason === 'Unschedulable') return 'Look at the nodes: kubectl describe nodes.';
  return 'Look at its events: kubectl describe.';
}
