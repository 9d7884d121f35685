import { listAt, valueAt } from '../../manifest/value-at.ts';
import { rolloutsIn } from '../manifest-kinds.ts';
import { rightRollout } from '../rollout-example.ts';
import type { Rule } from '../rule.ts';

const canary = ['spec', 'strategy', 'canary'];

export const canaryWithoutAnalysis: Rule = {
  code: 'canary-without-analysis',
  preset: 'strict',
  on: 'manifests',
  title: 'A canary goes on by the clock, whatever its pods do.',
  why: `Steps without an analysis only wait: a release that fails every request is promoted when the pauses are over. Add an analysis,
beside the steps or as one of them.`,
  bad: { as: 'manifests', text: rightRollout.replace(/ {6}analysis:[\s\S]*/, '') },
  good: { as: 'manifests', text: rightRollout },
  *check(manifests) {
    for (const rollout of rolloutsIn(manifests)) {
      const steps = listAt(rollout, ...canary, 'steps');
      const isWatched =
        valueAt(rollout, ...canary, 'analysis') !== undefined ||
        steps.some((_, index) =>
          ['analysis', 'experiment'].some((name) => valueAt(rollout, ...canary, 'steps', index, name) !== undefined),
        );
      if (steps.length === 0 || isWatched) continue;
      yield {
        place: rollout.placeOf(...canary, 'steps'),
        message: 'Nobody looks at the canary: it is promoted when the pauses are over.',
        hint: 'Add analysis: { templates: [{ templateName: ... }] } beside the steps.',
      };
    }
  },
};
