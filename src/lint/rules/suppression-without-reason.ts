import type { Rule } from '../rule.ts';

export const suppressionWithoutReason: Rule = {
  code: 'suppression-without-reason',
  preset: 'legacy',
  on: 'reading',
  title: 'A comment that switches a rule off says why.',
  why: `The next reader has to know whether the reason still holds. Without one the comment is not obeyed. Write it behind the
code and a colon.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Watch the pods

<!-- lint-disable-next-line non-terminating -->
\`\`\`bash
kubectl get pods -n shop --watch
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Watch the pods

<!-- lint-disable-next-line non-terminating: it is stopped by hand -->
\`\`\`bash
kubectl get pods -n shop --watch
\`\`\`
`,
  },
};
