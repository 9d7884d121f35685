import type { Rule } from '../rule.ts';

export const infoStringSyntax: Rule = {
  code: 'info-string-syntax',
  preset: 'legacy',
  on: 'reading',
  title: 'The attributes of a fence stand in one readable group behind its language.',
  why: `A group that touches the language or is not closed would be lost: the fence would run without the limits and
questions that its author wrote on it. Write the language, a blank, and one \`{...}\`.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look (30 seconds)

\`\`\`bash{effect=read}
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
