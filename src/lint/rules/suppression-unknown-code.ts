import type { Rule } from '../rule.ts';

export const suppressionUnknownCode: Rule = {
  code: 'suppression-unknown-code',
  preset: 'legacy',
  on: 'reading',
  title: 'A comment switches off a rule that there is.',
  why: `A misspelt code switches nothing off, and its author believes that it does. \`runbook lint --explain CODE\` knows every
code.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Watch the pods

<!-- lint-disable-next-line non-terminatin: it is stopped by hand -->
\`\`\`bash
kubectl get pods -n shop --watch
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Watch the pods

<!-- lint-disable-next-line non-terminating: it is stopped by hand -->
\`\`\`bash
kubectl get pods -n shop --watch
\`\`\`
`,
  },
};
