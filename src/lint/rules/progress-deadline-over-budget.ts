import { numberAt } from '../../manifest/value-at.ts';
import { deploymentsIn, minimalPod, rolloutsIn } from '../manifest-kinds.ts';
import type { Rule } from '../rule.ts';

const mostSeconds = 300;

export const progressDeadlineOverBudget: Rule = {
  code: 'progress-deadline-over-budget',
  preset: 'strict',
  on: 'manifests',
  title: 'A release that cannot work is noticed after more than five minutes.',
  why: `\`progressDeadlineSeconds\` is 600 by default: twice what a rollback may take. Until then a Deployment whose pods never get ready
counts as progressing.`,
  bad: { as: 'manifests', text: deployment('replicas: 3') },
  good: { as: 'manifests', text: deployment('progressDeadlineSeconds: 180') },
  *check(manifests) {
    for (const one of [...deploymentsIn(manifests), ...rolloutsIn(manifests)]) {
      const seconds = numberAt(one, 'spec', 'progressDeadlineSeconds');
      if (seconds !== undefined && seconds <= mostSeconds) continue;
      yield {
        place: seconds === undefined ? one.placeOf('spec') : one.placeOfValue('spec', 'progressDeadlineSeconds'),
        message: `Pods that never get ready are noticed after ${seconds ?? 600} seconds.`,
        hint: 'Write progressDeadlineSeconds: 180.',
      };
    }
  },
};

function deployment(line: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n  ${line}\n  selector: { matchLabels: { app: shop } }\n  template:\n    ${minimalPod}\n`;
}
