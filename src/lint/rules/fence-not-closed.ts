import type { Rule } from '../rule.ts';

export const fenceNotClosed: Rule = {
  code: 'fence-not-closed',
  preset: 'legacy',
  on: 'reading',
  title: 'A fence is closed before the next heading.',
  why: `Without its closing line a fence goes on to the next fence or to the end of the file. Code and prose change places from
there: headings become comments that run, and the commands of the next step are shown as text.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash
kubectl get pods -n shop

### Step 2: Look at the events (30 seconds)

\`\`\`bash
kubectl get events -n shop
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash
kubectl get pods -n shop
\`\`\`

### Step 2: Look at the events (30 seconds)

\`\`\`bash
kubectl get events -n shop
\`\`\`
`,
  },
};
