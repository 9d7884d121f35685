import { setTimeout as delay } from 'node:timers/promises';
import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { creationFailures } from './creation-failures.ts';
import { type Failure, progressOf, roughProgress, type Wanted } from './progress.ts';
import { readObject, readWorkload, type Workload } from './read-workload.ts';
import { currentOf, type Revision } from './revision.ts';
import { markRevision } from './revision-marks.ts';
import { warningsOf } from './warnings.ts';
import type { WorkloadName } from './workload-name.ts';

export interface WaitOptions extends Wanted {
  readonly timeoutMs: number;
  /** Called with each new sentence of how far it is. */
  readonly progress: (text: string) => void;
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
      /** The last warning about the pod that failed first. */
      readonly event?: string | undefined;
      /** The last lines of its container. */
      readonly log: readonly string[];
      readonly hint: string;
      /** What keeps it in sync has taken the rollback back. */
      readonly isTakenBack: boolean;
    }
  | { readonly state: 'timeout'; readonly last: string | undefined };

/**
 * Looked at anew each time: a watch that breaks off says nothing, a question always has an answer. Often at first, for
 * pods that start at once, then less; the pods themselves, of which there may be many, are looked at when the counts say
 * that all of them may be there, and else once a second.
 */
const pauseMs = { first: 40, growth: 1.3, most: 250, pods: 1_000 };

const noAnswer = 'the API server gives no answer';

/** Until all pods of the template are available and run what they should, or until it is certain that they will not. */
export async function waitForWorkload(name: WorkloadName, api: KubernetesApi, options: WaitOptions): Promise<WaitEnd> {
  const deadline = Date.now() + options.timeoutMs;
  const since = new Map<string, number>();
  let last: string | undefined;
  let pause = pauseMs.first;
  // Nothing is wrong yet.
  let lookedAtMs = Date.now() - pauseMs.pods / 2;
  const say = (text: string) => {
    if (text !== last) options.progress(text);
    last = text;
  };
  for (;;) {
    const own = await orWait(readObject(api, name));
    const rough = own && roughProgress(own);
    const isTime = rough?.mayBeThere === true || Date.now() - lookedAtMs >= pauseMs.pods;
    const workload = own && isTime ? await orWait(readWorkload(api, name, own)) : undefined;
    if (workload === undefined) say(own === undefined || isTime ? noAnswer : (rough?.text ?? noAnswer));
    else {
      lookedAtMs = Date.now();
      const progress = progressOf(workload, options);
      say(progress.text);
      const { failures } = progress;
      const all = progress.hasAllPods ? failures : [...failures, ...(await creationFailures(workload, api))];
      const believed = believedOf(all, since, Date.now());
      if (believed.length > 0) return await failedBy(believed, api);
      if (progress.isDone) return await finish(workload, api);
    }
    if (Date.now() >= deadline) return { state: 'timeout', last };
    await delay(Math.min(pause, Math.max(0, deadline - Date.now())));
    pause = Math.min(pauseMs.most, pause * pauseMs.growth);
  }
}

/** An API server that is started anew is waited for like everything else. */
async function orWait<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
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

/** With the last warning about the first of them, and the last lines that it wrote, where there are any. */
async function failedBy(failures: readonly Failure[], api: KubernetesApi): Promise<WaitEnd> {
  const [first] = failures;
  const why = failures.map(({ text }) => text);
  const [log, event] =
    first?.pod === undefined
      ? [[], undefined]
      : await Promise.all([lastLines(first.pod, api), lastWarning(first.pod.name, api)]);
  const isTakenBack = failures.some((failure) => failure.isTakenBack === true);
  return { state: 'failed', why, event, log, hint: first?.hint ?? '', isTakenBack };
}

async function lastWarning(pod: string, api: KubernetesApi): Promise<string | undefined> {
  const last = (await warningsOf('Pod', pod, api)).at(-1);
  return last === undefined ? undefined : `${last.reason}: ${last.message}`;
}

async function lastLines({ name, container, hasCrashed }: NonNullable<Failure['pod']>, api: KubernetesApi) {
  const query = new URLSearchParams({ container, tailLines: '10', previous: String(hasCrashed) });
  const text = await api.text(`/api/v1/namespaces/${api.namespace}/pods/${name}/log?${query}`).catch(() => '');
  return text.split('\n').filter((line) => line.trim() !== '');
}
