import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { type Held, heldBy, isOwned } from './held-templates.ts';
import { digestIn, tagOf } from './image-digest.ts';
import { listAll, parseObject } from './list-objects.ts';
import { type Pod, podSchema, type Template, type WorkloadObject, workloadSchema } from './objects.ts';
import type { Revision, RevisionImage, RevisionMarks } from './revision.ts';
import { marksOf } from './revision-marks.ts';
import { pathOf, type WorkloadName, workloadText } from './workload-name.ts';

/** A workload as it is now, with every template that the cluster still holds of it, the newest first. */
export interface Workload {
  readonly name: WorkloadName;
  readonly namespace: string;
  readonly path: string;
  readonly object: WorkloadObject;
  readonly revisions: readonly Revision[];
  /** Pods of any revision. */
  readonly pods: readonly Pod[];
}

export async function readWorkload(api: KubernetesApi, name: WorkloadName): Promise<Workload> {
  const { namespace } = api;
  const path = pathOf(name, namespace);
  const object = parseObject(workloadSchema, await getOrName(api, path, name), `${workloadText(name)} in ${namespace}`);
  const selector = selectorOf(object);
  const [held, pods] = await Promise.all([
    heldBy(name, object, api, selector),
    listAll(api, `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`, podSchema),
  ]);
  const own = pods.filter((pod) => isOwned(pod.metadata, [object.metadata.uid, ...held.map(({ uid }) => uid)]));
  const revisions = held.map((one) => revisionOf(one, own, name)).toSorted((a, b) => b.number - a.number);
  return { name, namespace, path, object, revisions, pods: own };
}

/** Of what is there no more than its name is said. */
async function getOrName(api: KubernetesApi, path: string, name: WorkloadName): Promise<unknown> {
  try {
    return await api.get(path);
  } catch (error) {
    if (!(error instanceof KubernetesError) || error.code !== 'not-found') throw error;
    const hint = `Look at the name and the namespace again: kubectl --namespace ${api.namespace} get ${name.kind}s`;
    throw new KubernetesError('not-found', `there is no ${workloadText(name)} in ${api.namespace}`, {
      hint,
      cause: error,
    });
  }
}

function selectorOf({ spec }: WorkloadObject): string {
  const labels = Object.entries(spec.selector.matchLabels).map(([key, value]) => `${key}=${value}`);
  return encodeURIComponent(labels.join(','));
}

function revisionOf(held: Held, pods: readonly Pod[], { kind, name }: WorkloadName): Revision {
  const { template, annotations, number, path, createdAt, isCurrent } = held;
  const own = pods.filter((pod) => belongsTo(pod, held, kind));
  const marks = marksOf(annotations);
  const images = imagesOf(template, own, marks);
  const main = images.find(({ container }) => container === name) ?? images[0];
  return {
    ...{ number, name: held.name, path, template, createdAt, isCurrent, images, marks },
    version: template.metadata.labels['app.kubernetes.io/version'] ?? tagOf(main?.image ?? ''),
    changeCause: annotations['kubernetes.io/change-cause'],
    available: held.available ?? own.filter(isReady).length,
  };
}

/** Pods of a Deployment are owned by its ReplicaSet, those of the others carry the hash of their revision. */
function belongsTo(pod: Pod, { uid, name }: Held, kind: WorkloadName['kind']): boolean {
  if (kind === 'deployment' || kind === 'rollout') return isOwned(pod.metadata, [uid]);
  const hash = pod.metadata.labels['controller-revision-hash'];
  return hash !== undefined && (hash === name || name.endsWith(`-${hash}`));
}

export function isReady({ status, metadata }: Pod): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True')
  );
}

function imagesOf(template: Template, pods: readonly Pod[], { available }: RevisionMarks): readonly RevisionImage[] {
  return template.spec.containers.map(({ name: container, image }) => {
    const running = pods
      .flatMap(({ status }) => status.containerStatuses)
      .find((one) => one.name === container && one.imageID !== '');
    const digest = digestIn(image) ?? digestIn(running?.imageID ?? '') ?? available?.digests[container];
    return { container, image, digest };
  });
}
