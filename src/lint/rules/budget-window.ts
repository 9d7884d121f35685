import type { Rule } from '../rule.ts';

export const budgetWindow: Rule = {
  code: 'budget-window',
  preset: 'recommended',
  on: 'reading',
  title: 'A step promises its own time, not a window of the clock.',
  why: `\`(0-5 min)\`, \`(5-10 min)\`, \`(10-12 min)\` say when a step is reached, if all goes well. Read as budgets they would allow
twelve minutes for the last step. Only the length of each window counts; write that.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Roll back the application (0-5 min)

Ask the platform team.

### Step 2: Roll back the configuration (5-10 min)

Ask the platform team.

### Step 3: Check the carts (10-12 min)

Open the shop and buy something.
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop

## Steps

### Step 1: Roll back the application (5 minutes)

Ask the platform team.

### Step 2: Roll back the configuration (5 minutes)

Ask the platform team.

### Step 3: Check the carts (2 minutes)

Open the shop and buy something.
`,
  },
};
