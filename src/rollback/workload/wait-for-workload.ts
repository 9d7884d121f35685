import { setTimeout as delay } from 'node:timers/promises';
import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { creationFailures } from './creation-failures.ts';
import { type Failure, type Progress, progressOf, type Wanted } from './progress.ts';
import { readWorkload, type Workload } from './read-workload.ts';
import { currentOf, type Revision } from './revision.ts';
import { markRevision } from './revision-marks.ts';
import type { WorkloadName } from './workload-name.ts';

export interface WaitOptions extends Wanted {
  readonly timeoutMs: number;
  readonly progress: (progress: Progress) => void;
}

export type WaitEnd =
  | {
      readonly state: 'done';
      readonly revision: Revision;
      readonly digests: Readonly<Record<string, string>>;
      readonly notMarked?: string | undefined;
    }
  | {
      readonly state: 'failed';
      readonly why: readonly string[];
      /** The last lines of the container that failed first. */
      readonly log: readonly string[];
      readonly hint: string;
      /** Somebody has changed it again. */
      readonly isReplaced: boolean;
    }
  | { readonly state: 'timeout'; readonly last: Progress | undefined };

/** Looked at anew each time: a watch that breaks off says nothing, a question always has an answer. */
const everyMs = 250;

const noAnswer: Progress = { text: 'the API server gives no answer', isDone: false, hasAllPods: true, failures: [] };

/** Until all pods of the template are available and run what they should, or until it is certain that they will not. */
export async function waitForWorkload(name: WorkloadName, api: KubernetesApi, options: WaitOptions): Promise<WaitEnd> {
  const deadline = Date.now() + options.timeoutMs;
  const since = new Map<string, number>();
  let last: Progress | undefined;
  for (;;) {
    const workload = await readOrWait(name, api);
    if (workload === undefined) {
      if (last?.text !== noAnswer.text) options.progress(noAnswer);
      last = noAnswer;
    } else {
      const progress = progressOf(workload, options);
      if (progress.text !== last?.text) options.progress(progress);
      last = progress;
      const { failures } = progress;
      const all = progress.hasAllPods ? failures : [...failures, ...(await creationFailures(workload, api))];
      const believed = believedOf(all, since, Date.now());
      if (believed.length > 0) return await failedBy(believed, api);
      if (progress.isDone) return await finish(workload, api);
    }
    if (Date.now() >= deadline) return { state: 'timeout', last };
    await delay(Math.min(everyMs, Math.max(0, deadline - Date.now())));
  }
}

/** An API server that is started anew is waited for like everything else. */
async function readOrWait(name: WorkloadName, api: KubernetesApi): Promise<Workload | undefined> {
  try {
    return await readWorkload(api, name);
  } catch (error) {
    const isPassing =
      error instanceof KubernetesError && (error.code === 'unreachable' || error.code === 'unavailable');
    if (isPassing) return undefined;
    throw error;
  }
}

async function finish(workload: Workload, api: KubernetesApi): Promise<WaitEnd> {
  const revision = currentOf(workload.revisions);
  if (revision === undefined) throw new Error('a workload that is done has a revision');
  const digests = Object.fromEntries(
    revision.images.flatMap(({ container, digest }) => (digest === undefined ? [] : [[container, digest]])),
  );
  const isKnown = revision.marks.available !== undefined && revision.marks.left === undefined;
  const available = { at: new Date().toISOString(), digests };
  const notMarked = isKnown ? undefined : await markRevision(revision, { available, left: undefined }, api);
  return { state: 'done', revision, digests, notMarked };
}

/** Those that have been so for long enough; what has passed is forgotten. */
function believedOf(failures: readonly Failure[], since: Map<string, number>, nowMs: number): readonly Failure[] {
  for (const text of since.keys()) if (!failures.some((failure) => failure.text === text)) since.delete(text);
  for (const { text } of failures) if (!since.has(text)) since.set(text, nowMs);
  return failures.filter(({ text, believedAfterMs }) => nowMs - (since.get(text) ?? nowMs) >= believedAfterMs);
}

/** With the last lines that the first of them wrote, where there are any. */
async function failedBy(failures: readonly Failure[], api: KubernetesApi): Promise<WaitEnd> {
  const [first] = failures;
  const why = failures.map(({ text }) => text);
  const log = first?.pod === undefined ? [] : await lastLines(first.pod, api);
  const isReplaced = failures.some((failure) => failure.isReplaced === true);
  return { state: 'failed', why, log, hint: first?.hint ?? '', isReplaced };
}

async function lastLines({ name, container, hasCrashed }: NonNullable<Failure['pod']>, api: KubernetesApi) {
  const query = new URLSearchParams({ container, tailLines: '10', previous: String(hasCrashed) });
  const text = await api.text(`/api/v1/namespaces/${api.namespace}/pods/${name}/log?${query}`).catch(() => '');
  return text.split('\n').filter((line) => line.trim() !== '');
}
