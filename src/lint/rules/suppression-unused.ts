import type { Rule } from '../rule.ts';

export const suppressionUnused: Rule = {
  code: 'suppression-unused',
  preset: 'recommended',
  on: 'reading',
  title: 'A comment switches off something that would be found.',
  why: `What it was written for has been mended or has moved. If it stays, it hides the next mistake on that line. Delete
it.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Watch the pods

<!-- lint-disable-next-line non-terminating: it is stopped by hand -->
\`\`\`bash
kubectl get pods -n shop
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
