import type { Rule } from '../rule.ts';

export const fileUnreadable: Rule = {
  code: 'file-unreadable',
  preset: 'legacy',
  on: 'reading',
  title: 'A runbook is a file that can be opened and read.',
  why: `A folder, a file without the right to read it, or one of more than 20 MB: what stands in it is not known, so nothing
can be said of it. Mend its rights, or name the Markdown file itself.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop
`,
  },
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
