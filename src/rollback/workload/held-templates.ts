import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { canonical } from '../objects/canonical.ts';
import { listAll } from '../objects/list-objects.ts';
import {
  controllerRevisionSchema,
  type Pod,
  replicaSetSchema,
  type Template,
  type WorkloadObject,
} from '../objects/objects.ts';
import type { WorkloadName } from './workload-name.ts';

/** A template that the cluster holds, and whatever holds it. */
export interface Held {
  readonly number: number;
  readonly name: string;
  readonly uid: string;
  readonly path: string;
  readonly template: Template;
  readonly createdAt: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly isCurrent: boolean;
  /** As far as it is counted there. */
  readonly available?: number | undefined;
}

const hashLabels = { deployment: 'pod-template-hash', rollout: 'rollouts-pod-template-hash' } as const;
const revisionAnnotations = {
  deployment: 'deployment.kubernetes.io/revision',
  rollout: 'rollout.argoproj.io/revision',
} as const;

/** Of all templates that were held, whatever number they have; the one that is in force is the one that says the same. */
export async function heldBy(
  { kind }: WorkloadName,
  object: WorkloadObject,
  api: KubernetesApi,
  selector: string,
): Promise<readonly Held[]> {
  if (kind === 'rollout') {
    // A Rollout's own template is not filled in with defaults, so that it cannot be compared.
    const hash = object.status['currentPodHash'];
    const held = await replicaSetsOf(kind, object, api, selector);
    return held.map((one) => ({ ...one, isCurrent: one.hash === hash }));
  }
  const held =
    kind === 'deployment'
      ? await replicaSetsOf(kind, object, api, selector)
      : await controllerRevisionsOf(object, api, selector);
  const wanted = canonical(withoutLabel(object.spec.template, hashLabels.deployment));
  const same = held.filter(({ template }) => canonical(template) === wanted);
  const current = same.toSorted((a, b) => b.number - a.number)[0];
  return held.map((one) => ({ ...one, isCurrent: one === current }));
}

async function replicaSetsOf(
  kind: 'deployment' | 'rollout',
  { metadata: { uid } }: WorkloadObject,
  api: KubernetesApi,
  selector: string,
) {
  const folder = `/apis/apps/v1/namespaces/${api.namespace}/replicasets`;
  const sets = await listAll(api, `${folder}?labelSelector=${selector}`, replicaSetSchema);
  return sets
    .filter(({ metadata }) => isOwned(metadata, [uid]))
    .map(({ metadata, spec, status }) => ({
      ...factsOf(metadata, folder),
      number: Number(metadata.annotations[revisionAnnotations[kind]] ?? 0),
      hash: metadata.labels[hashLabels[kind]],
      template: withoutLabel(spec.template, hashLabels[kind]),
      available: status.availableReplicas,
    }));
}

async function controllerRevisionsOf({ metadata: { uid } }: WorkloadObject, api: KubernetesApi, selector: string) {
  const folder = `/apis/apps/v1/namespaces/${api.namespace}/controllerrevisions`;
  const list = await listAll(api, `${folder}?labelSelector=${selector}`, controllerRevisionSchema);
  return list
    .filter(({ metadata }) => isOwned(metadata, [uid]))
    .map(({ metadata, revision, data }) => {
      return { ...factsOf(metadata, folder), number: revision, template: withoutPatchMark(data.spec.template) };
    });
}

function factsOf({ name, uid, creationTimestamp: createdAt, annotations }: Pod['metadata'], folder: string) {
  return { name, uid, path: `${folder}/${name}`, createdAt, annotations };
}

export function isOwned({ ownerReferences }: Pod['metadata'], uids: readonly string[]): boolean {
  return ownerReferences.some(({ controller, uid }) => controller && uids.includes(uid));
}

function withoutLabel(template: Template, label: string): Template {
  const { [label]: _hash, ...labels } = template.metadata.labels;
  return { ...template, metadata: withoutNull({ ...template.metadata, labels }) };
}

/** A ControllerRevision is a patch, and says so in its template. */
function withoutPatchMark({ $patch: _mark, ...template }: Template): Template {
  return { ...template, metadata: withoutNull(template.metadata) } as Template;
}

function withoutNull({ creationTimestamp: _none, ...rest }: Template['metadata']): Template['metadata'] {
  return rest;
}
