import type { Rule } from '../rule.ts';

export const budgetSum: Rule = {
  code: 'budget-sum',
  preset: 'recommended',
  on: 'reading',
  title: 'The budgets of the steps fit into the time that the runbook promises.',
  why: `Whoever decides between rolling back and mending forward reads the promise at the top. When the steps need longer by
their own budgets, the run is late before it begins. Shorten a step, or promise what the drills show.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop
# Estimated time: 3-5 minutes

## Steps

### Step 1: Roll back the application (4 minutes)

Ask the platform team.

### Step 2: Check the carts (2 minutes)

Open the shop and buy something.
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop
# Estimated time: 5-6 minutes

## Steps

### Step 1: Roll back the application (4 minutes)

Ask the platform team.

### Step 2: Check the carts (2 minutes)

Open the shop and buy something.
`,
  },
};
