import * as v from 'valibot';

/** What is read of the objects of a cluster; everything else in them is left as it is. */
export const metadataSchema = v.looseObject({
  name: v.string(),
  namespace: v.optional(v.string()),
  uid: v.string(),
  resourceVersion: v.string(),
  creationTimestamp: v.optional(v.string(), ''),
  generation: v.optional(v.number(), 0),
  labels: v.optional(v.record(v.string(), v.string()), {}),
  annotations: v.optional(v.record(v.string(), v.string()), {}),
  deletionTimestamp: v.optional(v.string()),
  ownerReferences: v.optional(
    v.array(
      v.looseObject({
        kind: v.string(),
        name: v.string(),
        uid: v.string(),
        controller: v.optional(v.boolean(), false),
      }),
    ),
    [],
  ),
  managedFields: v.optional(
    v.array(
      v.looseObject({
        manager: v.optional(v.string(), ''),
        operation: v.optional(v.string(), ''),
        /** UTC, RFC 3339. */
        time: v.optional(v.string(), ''),
        fieldsV1: v.optional(v.unknown()),
      }),
    ),
    [],
  ),
});
export type ObjectMetadata = v.InferOutput<typeof metadataSchema>;

/** Of any kind. */
export const objectSchema = v.looseObject({ metadata: metadataSchema });
export type ClusterObject = v.InferOutput<typeof objectSchema>;

const container = v.looseObject({ name: v.string(), image: v.optional(v.string(), '') });

export const templateSchema = v.looseObject({
  metadata: v.optional(v.looseObject({ labels: v.optional(v.record(v.string(), v.string()), {}) }), { labels: {} }),
  spec: v.looseObject({ containers: v.array(container), initContainers: v.optional(v.array(container), []) }),
});
/** As the API server gave it, so that it can be sent back unchanged. */
export type Template = v.InferOutput<typeof templateSchema>;

const condition = v.looseObject({
  type: v.string(),
  status: v.string(),
  reason: v.optional(v.string(), ''),
  message: v.optional(v.string(), ''),
  lastUpdateTime: v.optional(v.string()),
  lastTransitionTime: v.optional(v.nullable(v.string())),
});

const count = v.optional(v.number(), 0);

export const workloadSchema = v.looseObject({
  metadata: metadataSchema,
  spec: v.looseObject({
    replicas: v.optional(v.number(), 1),
    paused: v.optional(v.boolean(), false),
    selector: v.optional(v.looseObject({ matchLabels: v.optional(v.record(v.string(), v.string()), {}) }), {
      matchLabels: {},
    }),
    template: templateSchema,
    updateStrategy: v.optional(v.looseObject({ type: v.optional(v.string()) })),
  }),
  status: v.optional(
    v.looseObject({
      // A Rollout has a text here.
      observedGeneration: v.optional(v.union([v.number(), v.string()]), 0),
      replicas: count,
      updatedReplicas: count,
      availableReplicas: count,
      readyReplicas: count,
      desiredNumberScheduled: count,
      updatedNumberScheduled: count,
      numberAvailable: count,
      currentRevision: v.optional(v.string(), ''),
      updateRevision: v.optional(v.string(), ''),
      phase: v.optional(v.string(), ''),
      message: v.optional(v.string(), ''),
      abort: v.optional(v.boolean(), false),
      conditions: v.optional(v.array(condition), []),
    }),
    {},
  ),
});
export type WorkloadObject = v.InferOutput<typeof workloadSchema>;

export const replicaSetSchema = v.looseObject({
  metadata: metadataSchema,
  spec: v.looseObject({ replicas: v.optional(v.number(), 0), template: templateSchema }),
  status: v.optional(v.looseObject({ replicas: count, availableReplicas: count }), {}),
});

export const controllerRevisionSchema = v.looseObject({
  metadata: metadataSchema,
  revision: v.number(),
  data: v.looseObject({ spec: v.looseObject({ template: templateSchema }) }),
});

const containerStatus = v.looseObject({
  name: v.string(),
  image: v.optional(v.string(), ''),
  imageID: v.optional(v.string(), ''),
  ready: v.optional(v.boolean(), false),
  restartCount: count,
  state: v.optional(
    v.looseObject({
      waiting: v.optional(v.looseObject({ reason: v.optional(v.string(), ''), message: v.optional(v.string(), '') })),
      terminated: v.optional(
        v.looseObject({ exitCode: v.optional(v.number(), 0), reason: v.optional(v.string(), '') }),
      ),
    }),
    {},
  ),
});
export type ContainerStatus = v.InferOutput<typeof containerStatus>;

export const podSchema = v.looseObject({
  metadata: metadataSchema,
  spec: v.looseObject({ nodeName: v.optional(v.string()), containers: v.array(container) }),
  status: v.optional(
    v.looseObject({
      phase: v.optional(v.string(), ''),
      conditions: v.optional(v.array(condition), []),
      containerStatuses: v.optional(v.array(containerStatus), []),
      initContainerStatuses: v.optional(v.array(containerStatus), []),
    }),
    {},
  ),
});
export type Pod = v.InferOutput<typeof podSchema>;

/** A list of the API server; an item that is not as it should be is an error, never left out. */
export function listOf<T extends v.GenericSchema>(item: T) {
  const rest = v.looseObject({ continue: v.optional(v.string(), '') });
  return v.looseObject({ items: v.array(item), metadata: v.optional(rest, { continue: '' }) });
}
