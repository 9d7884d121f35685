import type { Rule } from '../rule.ts';

export const commandsAfterContextSwitch: Rule = {
  code: 'commands-after-context-switch',
  preset: 'legacy',
  on: 'reading',
  title: 'No commands are typed below one that leads to another machine or program.',
  why: `In a script nothing types the lines below \`psql\`, \`ssh\` or \`kubectl exec -it\` into that session. It opens, waits, and
when it is left the lines run on this machine: SQL as commands that do not exist, \`rm -rf\` in the wrong place. Such a
fence is refused. Put SQL into an \`sql\` fence, and hand commands to the session itself: \`ssh host command\`.`,
  bad: {
    as: 'runbook',
    text: `---
runbook:
  requires: { env: [DATABASE_URL] }
---

# Roll back shop

## Steps

### Step 1: Count the carts (30 seconds)

\`\`\`bash
psql "$DATABASE_URL"

SELECT count(*) FROM carts;
\`\`\`
`,
  },
  good: {
    as: 'runbook',
    text: `---
runbook:
  requires: { env: [DATABASE_URL] }
---

# Roll back shop

## Steps

### Step 1: Count the carts (30 seconds)

\`\`\`sql {effect=read}
SELECT count(*) FROM carts;
\`\`\`
`,
  },
};
