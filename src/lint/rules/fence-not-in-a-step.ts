import type { Rule } from '../rule.ts';

export const fenceNotInAStep: Rule = {
  code: 'fence-not-in-a-step',
  preset: 'recommended',
  on: 'reading',
  title: 'A fence that is meant to run stands in a step.',
  why: `What stands under a heading that is no step is documentation. A check or an undo that somebody has annotated there
never runs, and the run ends as if it had.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`

## Background

\`\`\`bash {effect=write}
kubectl rollout restart deployment/shop -n shop
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

## Background

\`\`\`bash
kubectl rollout restart deployment/shop -n shop
\`\`\`
`,
  },
};
