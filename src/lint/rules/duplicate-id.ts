import type { Rule } from '../rule.ts';

export const duplicateId: Rule = {
  code: 'duplicate-id',
  preset: 'legacy',
  on: 'reading',
  title: 'An id names one thing.',
  why: `Ids of actions, inputs and outputs share one namespace, because \`when=\` and \`$NAME\` ask for them by name. Where two
things have the same one, a condition would look at the wrong one.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read id=look}
kubectl get pods -n shop
\`\`\`

### Step 2: Look at the events (30 seconds)

\`\`\`bash {effect=read id=look}
kubectl get events -n shop
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read id=pods}
kubectl get pods -n shop
\`\`\`

### Step 2: Look at the events (30 seconds)

\`\`\`bash {effect=read id=events}
kubectl get events -n shop
\`\`\`
`,
  },
};
