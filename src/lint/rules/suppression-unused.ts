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
    text: `<!-- lint-disable-next-line no-steps: the next step is the check -->
# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `<!-- lint-disable-next-line no-criteria: the next step is the check -->
# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
