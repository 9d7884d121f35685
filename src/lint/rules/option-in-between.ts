import type { Rule } from '../rule.ts';

export const optionInBetween: Rule = {
  code: 'option-in-between',
  preset: 'legacy',
  on: 'reading',
  title: 'Nothing stands between two options of which one is chosen.',
  why: `A commented paragraph between \`# Option A\` and \`# Option B\` belongs to neither: whether it runs with the first, with
the second or with both cannot be told, so the fence is refused. Put what is common to all before the first option or
after the last.`,
  bad: {
    as: 'bash',
    text: `# Option A: Restart the pods
kubectl rollout restart deployment/shop -n shop

# Look at the events
kubectl get events -n shop

# Option B: Scale to three pods
kubectl scale deployment/shop -n shop --replicas=3`,
  },
  good: {
    as: 'bash',
    text: `# Look at the events
kubectl get events -n shop

# Option A: Restart the pods
kubectl rollout restart deployment/shop -n shop

# Option B: Scale to three pods
kubectl scale deployment/shop -n shop --replicas=3`,
  },
};
