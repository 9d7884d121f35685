import type { Rule } from '../rule.ts';

export const cycle: Rule = {
  code: 'cycle',
  preset: 'legacy',
  on: 'reading',
  title: 'No steps wait for each other.',
  why: `Steps that need each other in a circle never begin, nor does anything that needs one of them. Take one of the \`needs=\`
away.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read needs=look-at-the-events}
kubectl get pods -n shop
\`\`\`

### Step 2: Look at the events (30 seconds)

\`\`\`bash {effect=read needs=look-at-the-pods}
kubectl get events -n shop
\`\`\`
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

### Step 2: Look at the events (30 seconds)

\`\`\`bash {effect=read needs=look-at-the-pods}
kubectl get events -n shop
\`\`\`
`,
  },
};
