import { suggestedFix } from '../../diagnostics/fix.ts';
import { listAt, valueAt } from '../../manifest/value-at.ts';
import { rolloutsIn } from '../manifest-kinds.ts';
import { rightRollout } from '../rollout-example.ts';
import type { Rule } from '../rule.ts';

export const noRollbackWindow: Rule = {
  code: 'no-rollback-window',
  preset: 'recommended',
  on: 'manifests',
  title: 'A rollback of a Rollout walks through the steps of its canary again.',
  why: `After the promotion, going back is a new release to Argo Rollouts: it goes through every step and every pause. With
\`spec.rollbackWindow.revisions\` the last revisions are gone back to at once.`,
  bad: { as: 'manifests', text: rightRollout.replace('  rollbackWindow: { revisions: 3 }\n', '') },
  good: { as: 'manifests', text: rightRollout },
  *check(manifests) {
    for (const rollout of rolloutsIn(manifests)) {
      const steps = listAt(rollout, 'spec', 'strategy', 'canary', 'steps');
      if (steps.length === 0 || valueAt(rollout, 'spec', 'rollbackWindow') !== undefined) continue;
      const place = rollout.placeOf('spec', 'strategy');
      yield {
        place: rollout.placeOf('spec', 'strategy', 'canary', 'steps'),
        message: 'Going back walks through these steps again, pauses and all, while customers wait.',
        hint: 'Add rollbackWindow: { revisions: 3 } below spec:.',
        fix: suggestedFix('Go back without the steps', {
          place: { ...place, endLine: place.line, endColumn: place.column },
          text: `rollbackWindow: { revisions: 3 }\n${' '.repeat(place.column - 1)}`,
        }),
      };
    }
  },
};
