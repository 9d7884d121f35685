import type { Rule } from '../rule.ts';

export const prerequisiteNotChecked: Rule = {
  code: 'prerequisite-not-checked',
  preset: 'recommended',
  on: 'reading',
  title: 'A prerequisite that a command can check is declared to be a read.',
  why: `Before the start nothing may be changed, so only fences with \`{effect=read}\` run there. For every other one a person is
asked, who at night answers yes. Declare it, and the machine looks.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Prerequisites

\`\`\`bash
kubectl auth can-i patch deployments -n shop
\`\`\`

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Prerequisites

\`\`\`bash {effect=read}
kubectl auth can-i patch deployments -n shop
\`\`\`

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
