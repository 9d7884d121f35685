import type { Rule } from '../rule.ts';

export const noTitle: Rule = {
  code: 'no-title',
  preset: 'recommended',
  on: 'reading',
  title: 'A runbook has a title.',
  why: `Lists, reports and the site name a runbook by its first heading. Without one, the responder who looks for it at night
does not find it.`,
  bad: {
    as: 'runbook',
    text: `## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
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
