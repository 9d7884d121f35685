import { listAt, textAt } from '../../manifest/value-at.ts';
import { analysisTemplatesIn, rolloutsIn } from '../manifest-kinds.ts';
import { rightAnalysis, rightRollout } from '../rollout-example.ts';
import type { Rule } from '../rule.ts';

const path = ['spec', 'strategy', 'canary', 'analysis', 'templates'];

export const analysisTemplateMissing: Rule = {
  code: 'analysis-template-missing',
  preset: 'recommended',
  on: 'manifests',
  title: 'A Rollout names an AnalysisTemplate that does not stand beside it.',
  why: `The controller says InvalidSpec and stops the release in the middle. The name has to be that of an AnalysisTemplate in the same
namespace. Only files that hold some AnalysisTemplate are looked at.`,
  bad: {
    as: 'manifests',
    text: `${rightRollout}---\n${rightAnalysis.replace('name: success-rate }', 'name: sucess-rate }')}`,
  },
  good: { as: 'manifests', text: `${rightRollout}---\n${rightAnalysis}` },
  *check(manifests) {
    const names = analysisTemplatesIn(manifests).map(({ name }) => name);
    if (names.length === 0) return;
    for (const rollout of rolloutsIn(manifests)) {
      for (const index of listAt(rollout, ...path).keys()) {
        const name = textAt(rollout, ...path, index, 'templateName');
        if (name === '' || names.includes(name)) continue;
        yield {
          place: rollout.placeOfValue(...path, index, 'templateName'),
          message: `There is no AnalysisTemplate "${name}" here: the controller says InvalidSpec.`,
          hint: `There are: ${names.join(', ')}.`,
        };
      }
    }
  },
};
