import type { Rule } from '../rule.ts';

export const emptyFile: Rule = {
  code: 'empty-file',
  preset: 'recommended',
  on: 'reading',
  title: 'A runbook is not empty.',
  why: `Somebody will open this file in an incident and find nothing. Write the steps, or delete the file.`,
  bad: { as: 'runbook', text: '\n' },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
