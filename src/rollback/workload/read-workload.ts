import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { listAll } from '../objects/list-objects.ts';
import { type Pod, podSchema, type Template, type WorkloadObject } from '../objects/objects.ts';
import { type Held, heldBy, isOwned } from './held-templates.ts';
import { digestIn, tagOf } from './image-digest.ts';
import { isReady, podsOf } from './pods-of.ts';
import { mainImage, type Revision, type RevisionImage, type RevisionMarks } from './revision.ts';
import { marksOf } from './revision-marks.ts';
import { type TemplateHolder, withTemplate } from './template-holder.ts';
import { pathOf, resourceOf, type WorkloadName, workloadText } from './workload-name.ts';

/** A workload as it is now, with every template that the cluster still holds of it, the newest first. */
export interface Workload {
  readonly name: WorkloadName;
  readonly namespace: string;
  readonly path: string;
  readonly object: WorkloadObject;
  /** Where its template is to be changed. */
  readonly holder: TemplateHolder;
  readonly revisions: readonly Revision[];
  /** Pods of any revision. */
  readonly pods: readonly Pod[];
}

/** The object itself: how it stands by its own counts, without a look at its pods. */
export type OwnObject = Pick<Workload, 'name' | 'path' | 'object' | 'holder'>;

export async function readObject(api: KubernetesApi, name: WorkloadName): Promise<OwnObject> {
  const path = pathOf(name, api.namespace);
  return { name, path, ...(await withTemplate(name, await getOrName(api, path, name), api)) };
}

export async function readWorkload(api: KubernetesApi, name: WorkloadName, known?: OwnObject): Promise<Workload> {
  const { namespace } = api;
  const { object, holder, path } = known ?? (await readObject(api, name));
  const selector = selectorOf(object);
  const [held, pods] = await Promise.all([
    heldBy(name, object, api, selector),
    listAll(api, `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`, podSchema),
  ]);
  const own = pods.filter((pod) => isOwned(pod.metadata, [object.metadata.uid, ...held.map(({ uid }) => uid)]));
  const revisions = held.map((one) => revisionOf(one, own, name)).toSorted((a, b) => b.number - a.number);
  return { name, namespace, path, object, holder, revisions, pods: own };
}

/** Of what is there no more than its name is said. */
async function getOrName(api: KubernetesApi, path: string, name: WorkloadName): Promise<unknown> {
  try {
    return await api.get(path);
  } catch (error) {
    if (!(error instanceof KubernetesError) || error.code !== 'not-found') throw error;
    const hint = `Look at the name and the namespace again: kubectl --namespace ${api.namespace} get ${resourceOf(name.kind).resource}`;
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
  const own = podsOf(held, pods, kind);
  const marks = marksOf(annotations);
  const images = imagesOf(template, own, marks);
  const main = mainImage(images, name);
  return {
    ...{ number, name: held.name, path, template, createdAt, isCurrent, images, main, marks },
    version: template.metadata.labels['app.kubernetes.io/version'] ?? tagOf(main?.image ?? ''),
    changeCause: annotations['kubernetes.io/change-cause'],
    available: held.available ?? own.filter(isReady).length,
  };
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
