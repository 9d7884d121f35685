import type { Rule } from '../rule.ts';

export const lineTooLong: Rule = {
  code: 'line-too-long',
  preset: 'legacy',
  on: 'reading',
  title: 'No line is longer than 100,000 characters.',
  why: `Such a line is data that somebody has pasted, and no person reads it in an incident. Keep the data in a file of its
own and name that file.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`

A dump of the settings: 00000000000000000000000000000000000000...
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`

A dump of the settings is in \`settings.json\`.
`,
  },
};
