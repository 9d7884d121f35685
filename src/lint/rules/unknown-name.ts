import type { Rule } from '../rule.ts';

export const unknownName: Rule = {
  code: 'unknown-name',
  preset: 'legacy',
  on: 'reading',
  title: 'A name that a condition asks for exists.',
  why: `\`when=\` names an input, an output or the id of an action. Where nothing has that name, the condition would never hold,
and the step that undoes the migration would be skipped without a word.`,
  bad: {
    as: 'runbook',
    text: `---
runbook:
  inputs:
    migration_ran: { type: boolean, prompt: Did a migration run? }
---

# Roll back shop

## Steps

### Step 1: Look (30 seconds)

\`\`\`bash {effect=read when=migration_run}
kubectl get jobs -n shop
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `---
runbook:
  inputs:
    migration_ran: { type: boolean, prompt: Did a migration run? }
---

# Roll back shop

## Steps

### Step 1: Look (30 seconds)

\`\`\`bash {effect=read when=migration_ran}
kubectl get jobs -n shop
\`\`\`
`,
  },
};
