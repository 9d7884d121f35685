import { valueAt } from '../../manifest/value-at.ts';
import { rolloutsIn } from '../manifest-kinds.ts';
import { rightRollout } from '../rollout-example.ts';
import type { Rule } from '../rule.ts';

export const rolloutWithoutTemplate: Rule = {
  code: 'rollout-without-template',
  preset: 'recommended',
  on: 'manifests',
  title: 'A Rollout says neither which pods it runs nor which Deployment it stands for.',
  why: `The API server takes a Rollout without a selector and a template; the controller then says InvalidSpec and runs nothing. Give it
both, or \`workloadRef\` with the Deployment that it takes over.`,
  bad: { as: 'manifests', text: rightRollout.replace(/ {2}selector:[\s\S]*(?= {2}strategy:)/, '') },
  good: { as: 'manifests', text: rightRollout },
  *check(manifests) {
    for (const rollout of rolloutsIn(manifests)) {
      if (valueAt(rollout, 'spec', 'workloadRef') !== undefined) continue;
      const missing = ['selector', 'template'].filter((name) => valueAt(rollout, 'spec', name) === undefined);
      if (missing.length === 0) continue;
      yield {
        place: rollout.placeOf('spec'),
        message: `Without ${missing.join(' and ')} the controller says InvalidSpec and runs nothing.`,
        hint: 'Add them, or workloadRef with the Deployment that it takes over.',
      };
    }
  },
};
