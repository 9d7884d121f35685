import type { Rule } from '../rule.ts';

export const unknownKey: Rule = {
  code: 'unknown-key',
  preset: 'legacy',
  on: 'reading',
  title: 'A key under `runbook:` is one that this language knows.',
  why: `A misspelt key would be a setting that its author relies on and nobody reads: an input that is not asked, a check that
is not made. The nearest known key is named.`,
  bad: {
    as: 'runbook',
    text: `---
runbook:
  inptus:
    version: { type: semver }
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
