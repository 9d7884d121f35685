import type { Rule } from '../rule.ts';

export const targetMismatch: Rule = {
  code: 'target-mismatch',
  preset: 'legacy',
  on: 'reading',
  title: 'A command names no other target than the chosen environment.',
  why: `A command with \`-n production\` in it writes to production, whatever environment was chosen and proved. It is refused
before anything runs. Leave the option out: the environment sets it.`,
  bad: {
    as: 'runbook',
    text: `---
runbook:
  environments:
    staging: { kubernetes: { context: staging, namespace: shop-staging } }
---

# Roll back shop

## Steps

### Step 1: Restart the pods (1 minute)

\`\`\`bash {effect=write}
kubectl rollout restart deployment/shop -n shop-production
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `---
runbook:
  environments:
    staging: { kubernetes: { context: staging, namespace: shop-staging } }
---

# Roll back shop

## Steps

### Step 1: Restart the pods (1 minute)

\`\`\`bash {effect=write}
kubectl rollout restart deployment/shop
\`\`\`
`,
  },
};
