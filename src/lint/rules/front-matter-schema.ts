import type { Rule } from '../rule.ts';

export const frontMatterSchema: Rule = {
  code: 'front-matter-schema',
  preset: 'legacy',
  on: 'reading',
  title: 'A key under `runbook:` has a value of the kind that belongs there.',
  why: `A value of another kind is not guessed at: none of the settings of this file are used until it is mended. An editor
that knows the JSON Schema of the front matter shows the mistake while it is made.`,
  bad: {
    as: 'runbook',
    text: `---
runbook:
  budget: five minutes
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
  budget: 5m
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
