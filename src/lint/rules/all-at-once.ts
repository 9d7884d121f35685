import { textAt, valueAt } from '../../manifest/value-at.ts';
import { deploymentsIn, minimalPod } from '../manifest-kinds.ts';
import type { Rule } from '../rule.ts';

export const allAtOnce: Rule = {
  code: 'all-at-once',
  preset: 'recommended',
  on: 'manifests',
  title: 'A Deployment stops all pods before it starts the new ones.',
  why: `With \`Recreate\`, or with \`maxUnavailable: 100%\`, every release and every rollback is an outage, and a bad release is seen only
when nothing else runs. Use RollingUpdate; where two versions must never run together, say so in a comment that switches this rule off.`,
  bad: { as: 'manifests', text: deployment('strategy: { type: Recreate }') },
  good: { as: 'manifests', text: deployment('strategy: { type: RollingUpdate }') },
  *check(manifests) {
    for (const one of deploymentsIn(manifests)) {
      if (textAt(one, 'spec', 'strategy', 'type') === 'Recreate') {
        yield {
          place: one.placeOfValue('spec', 'strategy', 'type'),
          message: 'Recreate stops every pod before the first new one starts: each rollback is an outage.',
          hint: 'Write type: RollingUpdate.',
        };
      }
      if (valueAt(one, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable') === '100%') {
        yield {
          place: one.placeOfValue('spec', 'strategy', 'rollingUpdate', 'maxUnavailable'),
          message: '100% of the pods may be gone at the same time: each rollback is an outage.',
          hint: 'Write maxUnavailable: 25%, or 0 with maxSurge: 1.',
        };
      }
    }
  },
};

function deployment(line: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n  ${line}\n  selector: { matchLabels: { app: shop } }\n  template:\n    ${minimalPod}\n`;
}
