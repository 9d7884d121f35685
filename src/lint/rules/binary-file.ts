import type { Rule } from '../rule.ts';

export const binaryFile: Rule = {
  code: 'binary-file',
  preset: 'legacy',
  on: 'reading',
  title: 'A runbook holds no NUL bytes.',
  why: `Such a file is UTF-16, an image or damaged, and a terminal would show something else than what runs. Nothing of it is
read. Save it as UTF-8.`,
  bad: { as: 'runbook', text: '# Roll back shop\n\0\n' },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
