import type { Rule } from '../rule.ts';

export const noSteps: Rule = {
  code: 'no-steps',
  preset: 'recommended',
  on: 'reading',
  title: 'A runbook has steps.',
  why: `Without a section called Steps, headings that count steps, or fences, nothing in the file can be followed, timed or
run. Write \`## Steps\` and a heading for each step below it.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

Ask the shop team to do it.
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
