import type { Rule } from '../rule.ts';

export const unknownProcedure: Rule = {
  code: 'unknown-procedure',
  preset: 'recommended',
  on: 'reading',
  title: 'The procedure that a run names is in the file.',
  why: `\`FILE#heading\` names one procedure of several by the anchor of its heading. When the heading has been renamed, alerts
and bookmarks lead nowhere: the run does not begin, rather than to begin another one.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Rollback Steps

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
