import type { Rule } from '../rule.ts';

export const budgetRange: Rule = {
  code: 'budget-range',
  preset: 'recommended',
  on: 'reading',
  title: 'A range of times begins with the shorter one.',
  why: `\`(5-1 minutes)\` is a slip: whether one, five or fifteen minutes are meant cannot be told. The longer one counts until
somebody corrects it.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Restart the shop (5-1 minutes)

Ask the platform team.
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Restart the shop (1-5 minutes)

Ask the platform team.
`,
  },
};
