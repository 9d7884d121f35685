import type { Rule } from '../rule.ts';

export const unreachableStep: Rule = {
  code: 'unreachable-step',
  preset: 'legacy',
  on: 'reading',
  title: 'Every step can be reached.',
  why: `A step that needs one which never runs, or that only waits for the failure of such a one, never runs either. Its author
believes that it will.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Look at the pods (30 seconds)

\`\`\`bash {effect=read needs=look-at-the-events}
kubectl get pods -n shop
\`\`\`

### Look at the events (30 seconds)

\`\`\`bash {effect=read needs=look-at-the-pods}
kubectl get events -n shop
\`\`\`

### Look at the nodes (30 seconds)

\`\`\`bash {effect=read needs=look-at-the-events}
kubectl get nodes
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`

### Look at the events (30 seconds)

\`\`\`bash {effect=read needs=look-at-the-pods}
kubectl get events -n shop
\`\`\`

### Look at the nodes (30 seconds)

\`\`\`bash {effect=read needs=look-at-the-events}
kubectl get nodes
\`\`\`
`,
  },
};
