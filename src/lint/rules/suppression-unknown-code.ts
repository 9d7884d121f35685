import type { Rule } from '../rule.ts';

export const suppressionUnknownCode: Rule = {
  code: 'suppression-unknown-code',
  preset: 'recommended',
  on: 'reading',
  title: 'A comment switches off a rule that there is.',
  why: `A misspelt code switches nothing off, and its author believes that it does. \`runbook lint --explain CODE\` knows every
code.`,
  bad: {
    as: 'runbook',
    text: `<!-- lint-disable-next-line no-critera: the next step is the check -->
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
    text: `<!-- lint-disable-next-line no-criteria: the next step is the check -->
# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
