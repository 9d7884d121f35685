import * as v from 'valibot';
import type { CheckObject, SchemaProblem } from './check-strictly.ts';

const anything = v.record(v.string(), v.unknown());
const labels = v.record(v.string(), v.unknown());
const texts = v.array(v.string());
const count = v.number();

function reference(kinds: readonly string[]) {
  return v.strictObject({ apiVersion: v.string(), kind: v.picklist(kinds), name: v.string() });
}

const namedReference = v.strictObject({ name: v.string(), namespace: v.optional(v.string()) });

const service = v.strictObject({
  name: v.optional(v.string()),
  port: count,
  portName: v.optional(v.string()),
  appProtocol: v.optional(v.string()),
  targetPort: v.optional(v.union([v.string(), count])),
  portDiscovery: v.optional(v.boolean()),
  timeout: v.optional(v.string()),
  meshName: v.optional(v.string()),
  backends: v.optional(texts),
  hosts: v.optional(texts),
  delegation: v.optional(v.boolean()),
  match: v.optional(v.array(anything)),
  retries: v.optional(
    v.strictObject({
      attempts: v.optional(count),
      perTryTimeout: v.optional(v.string()),
      retryOn: v.optional(v.string()),
    }),
  ),
  rewrite: v.optional(anything),
  mirror: v.optional(v.array(anything)),
  headers: v.optional(anything),
  gateways: v.optional(texts),
  gatewayRefs: v.optional(v.array(anything)),
  corsPolicy: v.optional(anything),
  trafficPolicy: v.optional(anything),
  ...Object.fromEntries(
    ['apex', 'primary', 'canary'].map((name) => [
      name,
      v.optional(v.strictObject({ labels: v.optional(labels), annotations: v.optional(labels) })),
    ]),
  ),
});

const metric = v.strictObject({
  name: v.string(),
  interval: v.optional(v.string()),
  threshold: v.optional(count),
  thresholdRange: v.optional(v.strictObject({ min: v.optional(count), max: v.optional(count) })),
  query: v.optional(v.string()),
  templateRef: v.optional(namedReference),
  templateVariables: v.optional(labels),
});

const hookTypes = [
  '',
  'confirm-rollout',
  'pre-rollout',
  'rollout',
  'confirm-promotion',
  'post-rollout',
  'event',
  'rollback',
  'confirm-traffic-increase',
];

const analysis = v.strictObject({
  interval: v.string(),
  threshold: count,
  iterations: v.optional(count),
  maxWeight: v.optional(count),
  stepWeight: v.optional(count),
  stepWeights: v.optional(v.array(count)),
  stepWeightPromotion: v.optional(count),
  mirror: v.optional(v.boolean()),
  mirrorWeight: v.optional(count),
  primaryReadyThreshold: v.optional(count),
  canaryReadyThreshold: v.optional(count),
  match: v.optional(v.array(anything)),
  metrics: v.optional(v.array(metric)),
  alerts: v.optional(
    v.array(
      v.strictObject({
        name: v.string(),
        severity: v.optional(v.picklist(['', 'info', 'warn', 'error'])),
        providerRef: namedReference,
      }),
    ),
  ),
  webhooks: v.optional(
    v.array(
      v.strictObject({
        name: v.string(),
        type: v.optional(v.picklist(hookTypes)),
        muteAlert: v.optional(v.boolean()),
        url: v.string(),
        timeout: v.optional(v.string()),
        retries: v.optional(count),
        metadata: v.optional(labels),
      }),
    ),
  ),
  sessionAffinity: v.optional(v.strictObject({ cookieName: v.string(), maxAge: v.optional(count) })),
});

const canarySpec = v.strictObject({
  provider: v.optional(v.string()),
  metricsServer: v.optional(v.string()),
  progressDeadlineSeconds: v.optional(count),
  targetRef: reference(['DaemonSet', 'Deployment', 'Service']),
  autoscalerRef: v.optional(
    v.strictObject({
      apiVersion: v.string(),
      kind: v.picklist(['HorizontalPodAutoscaler', 'ScaledObject']),
      name: v.string(),
      primaryScalerQueries: v.optional(labels),
      primaryScalerReplicas: v.optional(
        v.strictObject({ minReplicas: v.optional(count), maxReplicas: v.optional(count) }),
      ),
    }),
  ),
  ingressRef: v.optional(reference(['Ingress'])),
  routeRef: v.optional(reference(['ApisixRoute'])),
  upstreamRef: v.optional(v.strictObject({ ...reference(['Upstream']).entries, namespace: v.optional(v.string()) })),
  service,
  skipAnalysis: v.optional(v.boolean()),
  revertOnDeletion: v.optional(v.boolean()),
  suspend: v.optional(v.boolean()),
  analysis,
});

const providers = [
  'prometheus',
  'influxdb',
  'datadog',
  'stackdriver',
  'cloudwatch',
  'newrelic',
  'graphite',
  'dynatrace',
];

const metricTemplateSpec = v.strictObject({
  provider: v.strictObject({
    type: v.picklist(providers),
    address: v.optional(v.string()),
    secretRef: v.optional(v.strictObject({ name: v.string() })),
    region: v.optional(v.string()),
    insecureSkipVerify: v.optional(v.boolean()),
  }),
  query: v.optional(v.string()),
});

/** The kinds of Flagger, as its CRDs have them (v1.36). */
export const flaggerKinds: ReadonlyMap<string, CheckObject> = new Map([
  ['Canary', checkBy(canarySpec)],
  ['MetricTemplate', checkBy(metricTemplateSpec)],
]);

function checkBy(spec: v.GenericSchema): CheckObject {
  const schema = v.strictObject({
    apiVersion: v.string(),
    kind: v.string(),
    metadata: anything,
    spec,
    status: v.optional(v.unknown()),
  });
  return (value) => (v.safeParse(schema, value).issues ?? []).map(problemOf);
}

function problemOf(issue: v.BaseIssue<unknown>): SchemaProblem {
  const path = (issue.path ?? []).flatMap(({ key }) =>
    typeof key === 'string' || typeof key === 'number' ? [key] : [],
  );
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return { kind: 'unknown', path, expected: keysBeside(issue) };
  if (issue.received === 'undefined') return { kind: 'missing', path, expected: [] };
  return { kind: 'wrong', path, expected: issue.expected === null ? [] : [issue.expected] };
}

/** Those that the schema knows at that place. */
function keysBeside(issue: v.BaseIssue<unknown>): readonly string[] {
  const schema = 'schema' in issue ? issue.schema : undefined;
  const entries = typeof schema === 'object' && schema !== null && 'entries' in schema ? schema.entries : undefined;
  return typeof entries === 'object' && entries !== null ? Object.keys(entries) : allKeys;
}

const allKeys: readonly string[] = [
  ...Object.keys(canarySpec.entries),
  ...Object.keys(analysis.entries),
  ...Object.keys(metric.entries),
  ...Object.keys(service.entries),
];
