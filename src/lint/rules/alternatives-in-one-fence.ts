import type { Rule } from '../rule.ts';

export const alternativesInOneFence: Rule = {
  code: 'alternatives-in-one-fence',
  preset: 'legacy',
  on: 'reading',
  title: 'Ways of which one is chosen do not stand in one fence unmarked.',
  why: `Everything in a fence runs, from the first line to the last: the rollback, and then the other rollback. Marked as
\`# Option A: ...\` and \`# Option B: ...\`, one of them is chosen.`,
  bad: {
    as: 'bash',
    text: `# Restart the pods
kubectl rollout restart deployment/shop -n shop
# or scale
kubectl scale deployment/shop -n shop --replicas=3`,
  },
  good: {
    as: 'bash',
    text: `# Option A: Restart the pods
kubectl rollout restart deployment/shop -n shop

# Option B: Scale
kubectl scale deployment/shop -n shop --replicas=3`,
  },
};
