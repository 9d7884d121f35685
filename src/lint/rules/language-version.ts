import type { Rule } from '../rule.ts';

export const languageVersion: Rule = {
  code: 'language-version',
  preset: 'legacy',
  on: 'reading',
  title: 'A runbook is written in a version of the language that this program reads.',
  why: `A later version of the language may give a word another meaning, and a command another effect. Update the program, or
write \`language: 1\` where nothing of the later one is used.`,
  bad: {
    as: 'runbook',
    text: `---
runbook:
  language: 2
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
  language: 1
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
