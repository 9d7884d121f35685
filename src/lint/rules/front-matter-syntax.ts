import type { Rule } from '../rule.ts';

export const frontMatterSyntax: Rule = {
  code: 'front-matter-syntax',
  preset: 'legacy',
  on: 'reading',
  title: 'The front matter is YAML that can be read.',
  why: `Where the front matter cannot be read, the inputs, environments and budgets in it do not exist: the steps would run
without them. Most often a value with a colon or a quote in it has no quotes around it.`,
  bad: {
    as: 'runbook',
    text: `---
runbook:
  inputs:
    version: { type: semver }
  service: shop: the one with the carts
---

# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `---
runbook:
  inputs:
    version: { type: semver }
  service: "shop: the one with the carts"
---

# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
