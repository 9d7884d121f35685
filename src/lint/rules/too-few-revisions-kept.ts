import { numberAt } from '../../manifest/value-at.ts';
import { minimalPod } from '../manifest-kinds.ts';
import type { Rule } from '../rule.ts';

const fewest = 5;

export const tooFewRevisionsKept: Rule = {
  code: 'too-few-revisions-kept',
  preset: 'recommended',
  on: 'manifests',
  title: 'A workload keeps too few of its old revisions.',
  why: `What is not kept cannot be gone back to; with \`revisionHistoryLimit: 0\` there is nothing at all. After two bad releases in a row
the last good one is the third. Keep five to ten.`,
  bad: { as: 'manifests', text: deployment('revisionHistoryLimit: 1') },
  good: { as: 'manifests', text: deployment('revisionHistoryLimit: 10') },
  *check({ all }) {
    for (const one of all) {
      if (!/^(?:Deployment|StatefulSet|DaemonSet|Rollout)$/.test(one.kind)) continue;
      const limit = numberAt(one, 'spec', 'revisionHistoryLimit');
      if (limit === undefined || limit >= fewest) continue;
      yield {
        place: one.placeOfValue('spec', 'revisionHistoryLimit'),
        message:
          limit === 0 ? 'No revision is kept, so nothing can be rolled back.' : `Only ${limit} can be gone back to.`,
        hint: 'Keep 5 to 10, or leave it out: the default is 10.',
      };
    }
  },
};

function deployment(line: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n  ${line}\n  selector: { matchLabels: { app: shop } }\n  template:\n    ${minimalPod}\n`;
}
