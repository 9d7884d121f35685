import { prometheusMetricsIn } from '../manifest-kinds.ts';
import { rightAnalysis } from '../rollout-example.ts';
import type { Rule } from '../rule.ts';

export const analysisNotScopedToCanary: Rule = {
  code: 'analysis-not-scoped-to-canary',
  preset: 'recommended',
  on: 'manifests',
  title: 'An analysis measures all pods, not those of the canary.',
  why: `A canary that takes 5 % of the traffic and fails every request still leaves 95 % of success in a query over all pods. Pass the
hash of the new pods as an argument (\`podTemplateHashValue: Latest\`) and use it in the query.`,
  bad: {
    as: 'manifests',
    text: rightAnalysis.replaceAll('rollouts_pod_template_hash="{{args.canary-hash}}"', 'app="shop"'),
  },
  good: { as: 'manifests', text: rightAnalysis },
  *check(manifests) {
    for (const { manifest, path, query } of prometheusMetricsIn(manifests)) {
      if (query === '' || /\{\{\s*args\./.test(query) || /canary|pod_template_hash/i.test(query)) continue;
      yield {
        place: manifest.placeOf(...path, 'provider', 'prometheus', 'query'),
        message: 'A canary of 5 % that fails every request still leaves 95 % of success in this query.',
        hint: 'Pass the hash of the new pods (podTemplateHashValue: Latest) and select by {{args.canary-hash}}.',
      };
    }
  },
};
