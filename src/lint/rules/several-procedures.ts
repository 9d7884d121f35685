import type { Rule } from '../rule.ts';

export const severalProcedures: Rule = {
  code: 'several-procedures',
  preset: 'recommended',
  severity: 'warning',
  on: 'reading',
  title: 'A file holds one procedure, or the run names which.',
  why: `Steps of two procedures in a row would be run one after the other although only one of them fits. Give each a file of
its own, or name the one to run: \`FILE#heading\`.`,
  bad: {
    as: 'runbook',
    text: `# Roll back shop

## On Kubernetes

### Step 1: Go back (1 minute)

Ask the platform team.

## On virtual machines

### Step 1: Go back (1 minute)

Ask the system team.
`,
  },
  good: {
    as: 'runbook',
    text: `# Roll back shop on Kubernetes

### Step 1: Go back (1 minute)

Ask the platform team.
`,
  },
};
