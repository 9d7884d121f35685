import type { Rule } from '../rule.ts';

export const variableNeverAssigned: Rule = {
  code: 'variable-never-assigned',
  preset: 'legacy',
  on: 'reading',
  title: 'A variable has been given a value before it is used.',
  why: `An empty \`$DIR\` makes \`rm -rf "$DIR/cache"\` start at the root. Nothing in the file says where the value comes from, so
the fence is refused. Declare an input, list the variable under \`requires: env\`, or assign it.`,
  bad: { as: 'bash', text: 'kubectl get pods -n "$NAMESPACE"' },
  good: {
    as: 'bash',
    text: `NAMESPACE=shop
kubectl get pods -n "$NAMESPACE"`,
  },
};
