import type { Rule } from '../rule.ts';

export const tooComplex: Rule = {
  code: 'too-complex',
  preset: 'legacy',
  on: 'reading',
  title: 'A runbook is not nested more deeply than anybody can read.',
  why: `Lists and quotes are read up to 100 levels deep, and a paragraph up to 1,000 marks of emphasis, links, code or HTML.
Beyond that a text is generated or damaged, and reading it would take longer than the incident. Divide it.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

${'> '.repeat(101)}Call the owner.

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

> Call the owner.

### Step 1: Look at the pods (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`
`,
  },
};
