import type { Rule } from '../rule.ts';

export const attributePlace: Rule = {
  code: 'attribute-place',
  preset: 'legacy',
  on: 'reading',
  title: 'An attribute stands where it means something.',
  why: `Outside of the braces, on a fence that is not run, or on a later fence of a step that it should order, an attribute
does nothing, and its author believes that it does.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look (30 seconds)

\`\`\`bash effect=read
kubectl get pods -n shop
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
