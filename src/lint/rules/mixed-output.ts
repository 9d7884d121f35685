import type { Rule } from '../rule.ts';

export const mixedOutput: Rule = {
  code: 'mixed-output',
  preset: 'recommended',
  on: 'reading',
  title: 'A fence holds commands or output, not both.',
  why: `Run as it stands, the output is taken for commands: most lines are not found, and a few are. Such a fence is only shown.
Put the output into a fence of its own, and below *Expected output:* it is even checked.`,
  bad: {
    as: 'bash',
    text: `kubectl get pods -n shop
NAME     READY   STATUS    RESTARTS   AGE
shop-0   1/1     Running   0          2d`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Look (30 seconds)

\`\`\`bash {effect=read}
kubectl get pods -n shop
\`\`\`

\`\`\`text
NAME     READY   STATUS    RESTARTS   AGE
shop-0   1/1     Running   0          2d
\`\`\`
`,
  },
};
