import type { Rule } from '../rule.ts';

export const inputName: Rule = {
  code: 'input-name',
  preset: 'legacy',
  on: 'reading',
  title: 'The name of an input or output is free to be a variable of the shell.',
  why: `Inputs and outputs become environment variables. One called \`path\` or \`home\` would take away the variable of that
name, and the next command would not be found or would write elsewhere. Names are lower case, as in \`config_path\`.`,
  bad: {
    as: 'runbook',
    text: `---
runbook:
  inputs:
    path: { type: string, prompt: Which file? }
---

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
    text: `---
runbook:
  inputs:
    config_path: { type: string, prompt: Which file? }
---

# Roll back shop

## Steps

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
