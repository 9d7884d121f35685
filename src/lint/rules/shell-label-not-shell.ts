import type { Rule } from '../rule.ts';

export const shellLabelNotShell: Rule = {
  code: 'shell-label-not-shell',
  preset: 'recommended',
  on: 'reading',
  title: 'A fence that says bash holds commands.',
  why: `Output, YAML or prose with the label \`bash\` is offered to every reader and tool as something to run. Label it as what
it is: \`text\`, \`yaml\`, \`json\`.`,
  bad: {
    as: 'bash',
    text: `NAME     READY   STATUS    RESTARTS   AGE
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
