import type { Rule } from '../rule.ts';

export const overIndentedFence: Rule = {
  code: 'over-indented-fence',
  preset: 'legacy',
  on: 'reading',
  title: 'A fence is not indented by four blanks or a tab.',
  why: `Markdown takes what is indented that far for literal text, backticks included. The responder sees something that looks
like a command to run, and no tool runs, checks or copies it as one.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look (30 seconds)

    \`\`\`bash
    kubectl get pods -n shop
    \`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look (30 seconds)

\`\`\`bash
kubectl get pods -n shop
\`\`\`
`,
  },
};
