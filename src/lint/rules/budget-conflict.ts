import type { Rule } from '../rule.ts';

export const budgetConflict: Rule = {
  code: 'budget-conflict',
  preset: 'recommended',
  on: 'reading',
  title: 'A step promises one time.',
  why: `A heading that says two minutes above a fence that says five leaves the responder with two answers to the question
whether to wait any longer. The heading counts, since everybody sees it; keep one of the two.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (2 minutes)

\`\`\`bash {effect=read budget=5m}
kubectl get pods -n shop
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (2 minutes)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
