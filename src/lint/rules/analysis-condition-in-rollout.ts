import { valueAt } from '../../manifest/value-at.ts';
import { rolloutsIn } from '../manifest-kinds.ts';
import { rightAnalysis, rightRollout } from '../rollout-example.ts';
import type { Rule } from '../rule.ts';

const base = ['spec', 'strategy', 'canary', 'analysis'];

export const analysisConditionInRollout: Rule = {
  code: 'analysis-condition-in-rollout',
  preset: 'legacy',
  on: 'manifests',
  title: 'The condition of an analysis stands in the Rollout.',
  why: `A Rollout has no \`successCondition\` or \`failureCondition\`. The API server throws them away without a word unless it validates
strictly, and then nothing is ever rolled back by itself. Conditions belong to the metrics of an AnalysisTemplate.`,
  bad: {
    as: 'manifests',
    text: `${rightRollout.replace('        startingStep: 1\n', '        startingStep: 1\n        failureCondition: result[0] < 0.95\n')}---\n${rightAnalysis}`,
  },
  good: { as: 'manifests', text: `${rightRollout}---\n${rightAnalysis}` },
  *check(manifests) {
    for (const rollout of rolloutsIn(manifests)) {
      for (const name of ['successCondition', 'failureCondition']) {
        if (valueAt(rollout, ...base, name) === undefined) continue;
        yield {
          place: rollout.placeOf(...base, name),
          message: `A Rollout has no ${name}: it is thrown away, and nothing is rolled back by itself.`,
          hint: `Write it at the metric: AnalysisTemplate, spec.metrics[].${name}.`,
        };
      }
    }
  },
};
