import { minimalPod } from './manifest-kinds.ts';

/** A Rollout with an analysis that is right, as the examples of several rules change it. */
export const rightRollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: shop }
spec:
  revisionHistoryLimit: 10
  rollbackWindow: { revisions: 3 }
  selector: { matchLabels: { app: shop } }
  template:
    ${minimalPod}
  strategy:
    canary:
      steps:
        - setWeight: 20
        - pause: { duration: 1m }
      analysis:
        startingStep: 1
        templates:
          - templateName: success-rate
        args:
          - name: canary-hash
            valueFrom: { podTemplateHashValue: Latest }
`;

export const rightAnalysis = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: success-rate }
spec:
  args:
    - name: canary-hash
  metrics:
    - name: success-rate
      interval: 30s
      count: 4
      failureLimit: 1
      successCondition: len(result) == 0 || isNaN(result[0]) || result[0] >= 0.99
      provider:
        prometheus:
          address: http://prometheus:9090
          query: |
            sum(rate(http_requests_total{status!~"5..",rollouts_pod_template_hash="{{args.canary-hash}}"}[1m]))
            / sum(rate(http_requests_total{rollouts_pod_template_hash="{{args.canary-hash}}"}[1m]))
`;
