import type { Rule } from '../rule.ts';

export const unclearStructure: Rule = {
  code: 'unclear-structure',
  preset: 'legacy',
  on: 'reading',
  title: 'It can be told which commands are alternatives to each other.',
  why: `An *Or:* above the first fence of a step is an alternative to nothing, and a quote that is not closed hides where the
next option begins. Both would run something that was not chosen.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

Or:

\`\`\`bash {effect=read}
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

Or:

\`\`\`bash {effect=read}
kubectl get events -n shop
\`\`\`
`,
  },
};
