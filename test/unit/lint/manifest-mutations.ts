import { rightAnalysis, rightRollout } from '../../../src/lint/rollout-example.ts';

export const flagger = `apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: shop }
spec:
  provider: kubernetes
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
  progressDeadlineSeconds: 120
  service: { port: 80, targetPort: 8080, apex: { labels: { team: shop } } }
  analysis:
    interval: 15s
    threshold: 2
    iterations: 8
    metrics:
      - name: request-success-rate
        thresholdRange: { min: 99 }
        interval: 30s
    webhooks:
      - { name: load, type: rollout, url: "http://tester.test/", metadata: { cmd: hey } }
`;

export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, labels: { anything/goes: "yes" }, annotations: { a: b } }
spec:
  replicas: 3
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers:
        - name: shop
          image: registry.example.com/shop:v1.1.0
          env:
            - { name: LEVEL, value: "1" }
          resources: { limits: { cpu: "1", example.com/gpu: "1" } }
      nodeSelector: { zone: a }
`;

/** One change each of what is right: what is found of it, at the place of the change. */
export const mutations: readonly (readonly [string, string, string, string | undefined])[] = [
  [deployment, 'replicas: 3', 'replica: 3', 'manifest-schema'],
  [deployment, 'replicas: 3', "replicas: '3'", 'manifest-schema'],
  [deployment, 'replicas: 3', 'replicas: 5', undefined],
  [deployment, 'replicas: 3', 'paused: true', undefined],
  [deployment, 'replicas: 3', 'strategy: { type: Recreate }', 'all-at-once'],
  [deployment, 'replicas: 3', 'strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 1 } }', undefined],
  [deployment, 'replicas: 3', 'strategy: { rollingUpdate: { maxUnavailable: 100% } }', 'all-at-once'],
  [deployment, 'replicas: 3', 'strategy: { rollingUpdat: { maxUnavailable: 1 } }', 'manifest-schema'],
  [deployment, 'replicas: 3', 'revisionHistoryLimit: 0', 'too-few-revisions-kept'],
  [deployment, 'replicas: 3', 'revisionHistoryLimit: 5', undefined],
  [deployment, '  selector: { matchLabels: { app: shop } }\n', '', 'manifest-schema'],
  [deployment, 'name: shop, labels', 'name: shop, label', 'manifest-schema'],
  [deployment, 'annotations: { a: b }', 'annotation: { a: b }', 'manifest-schema'],
  [deployment, 'image: registry', 'img: registry', 'manifest-schema'],
  [deployment, 'shop:v1.1.0', 'shop:latest', 'image-without-version'],
  [deployment, 'shop:v1.1.0', 'shop', 'image-without-version'],
  [deployment, 'value: "1"', 'value: 1', 'manifest-schema'],
  [deployment, 'value: "1"', 'valu: "1"', 'manifest-schema'],
  [deployment, 'resources:', 'resource:', 'manifest-schema'],
  [deployment, 'limits:', 'limit:', 'manifest-schema'],
  [deployment, 'nodeSelector:', 'nodeSelectors:', 'manifest-schema'],
  [deployment, 'containers:', 'container:', 'manifest-schema'],
  [deployment, 'zone: a', 'anything: a', undefined],
  [deployment, 'app: shop } }\n  template', 'app: shop\n  template', 'manifest-syntax'],
  [flagger, 'provider:', 'providr:', 'manifest-schema'],
  [flagger, 'threshold: 2', "threshold: '2'", 'manifest-schema'],
  [flagger, '    threshold: 2\n', '', 'manifest-schema'],
  [flagger, 'interval: 15s', 'intervall: 15s', 'manifest-schema'],
  [flagger, 'iterations: 8', 'stepWeight: 10', undefined],
  [flagger, '  service: { port: 80, targetPort: 8080, apex: { labels: { team: shop } } }\n', '', 'manifest-schema'],
  [flagger, 'iterations: 8', 'iteration: 8', 'manifest-schema'],
  [flagger, 'thresholdRange', 'thresholdrange', 'manifest-schema'],
  [flagger, 'min: 99', 'minimum: 99', 'manifest-schema'],
  [flagger, 'kind: Deployment, name', 'kind: Rollout, name', 'manifest-schema'],
  [flagger, ', name: shop }\n  prog', ' }\n  prog', 'manifest-schema'],
  [flagger, 'port: 80, target', 'ports: 80, target', 'manifest-schema'],
  [flagger, 'type: rollout', 'type: roll-out', 'manifest-schema'],
  [flagger, 'metadata: { cmd', 'meta: { cmd', 'manifest-schema'],
  [flagger, 'provider: kubernetes', 'suspend: true', undefined],
  [rightRollout, 'revisionHistoryLimit: 10', 'revisionHistoryLimit: 2', 'too-few-revisions-kept'],
  [rightRollout, '  rollbackWindow: { revisions: 3 }\n', '', 'no-rollback-window'],
  [rightRollout, 'rollbackWindow: { revisions', 'rollbackWindow: { revision', 'manifest-schema'],
  [rightRollout, 'setWeight: 20', 'weight: 20', 'manifest-schema'],
  [rightRollout, 'setWeight: 20', 'setWeight: twenty', 'manifest-schema'],
  [rightRollout, 'startingStep: 1', 'successCondition: result[0] > 0.9', 'analysis-condition-in-rollout'],
  [rightRollout, 'canary:\n', 'canaries:\n', 'manifest-schema'],
  [rightRollout, 'steps:', 'step:', 'manifest-schema'],
  [rightRollout, 'podTemplateHashValue: Latest', 'podTemplateHash: Latest', 'manifest-schema'],
  [rightAnalysis, 'count: 4', 'counts: 4', 'manifest-schema'],
  [rightAnalysis, 'failureLimit: 1', 'failureLimit: 2', undefined],
  [rightAnalysis, 'len(result) == 0 || isNaN(result[0]) || result[0]', 'result[0]', 'analysis-without-traffic'],
  [rightAnalysis, 'len(result) == 0 || isNaN(result[0]) || ', '', 'analysis-without-traffic'],
  [rightAnalysis, 'prometheus:\n', 'prometeus:\n', 'manifest-schema'],
];
