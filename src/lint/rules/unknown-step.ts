import type { Rule } from '../rule.ts';

export const unknownStep: Rule = {
  code: 'unknown-step',
  preset: 'legacy',
  on: 'reading',
  title: 'A step that another one needs exists.',
  why: `\`needs=\` and \`on-failure=\` name a step by its id, which is the slug of its title without number and time. When a title
changes, what pointed to it leads nowhere; the run does not begin.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`

### Step 2: Look at the events (30 seconds)

\`\`\`bash {effect=read needs=look-at-pods}
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
