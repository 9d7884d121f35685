import type { Rule } from '../rule.ts';

export const notUtf8: Rule = {
  code: 'not-utf8',
  preset: 'legacy',
  on: 'reading',
  title: 'A runbook is written in UTF-8.',
  why: `In another encoding the quotes, dashes and names of a command are other characters than its author saw, so nothing of
the file is read. Save it as UTF-8.`,
  bad: {
    as: 'runbook',
    text: `# Roll back caf�
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back café

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
