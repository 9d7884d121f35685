import type { Rule } from '../rule.ts';

export const suppressionWithoutReason: Rule = {
  code: 'suppression-without-reason',
  preset: 'recommended',
  on: 'reading',
  title: 'A comment that switches a rule off says why.',
  why: `The next reader has to know whether the reason still holds. Write it behind the code and a colon; it is shown in the
report of what is switched off.`,
  bad: {
    as: 'runbook',
    text: `<!-- lint-disable-next-line no-criteria -->
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
