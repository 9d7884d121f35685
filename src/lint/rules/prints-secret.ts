import type { Rule } from '../rule.ts';

export const printsSecret: Rule = {
  code: 'prints-secret',
  preset: 'recommended',
  on: 'reading',
  title: 'No secret is printed, or written into a command.',
  why: `What is printed goes to the terminal, the journal and the report; what stands in a command goes to the history and the
list of processes too. Read it from an input of type secret, which is masked wherever it would be shown.`,
  bad: { as: 'bash', text: `kubectl get secret shop-db -n shop -o jsonpath='{.data.password}'` },
  good: { as: 'bash', text: 'kubectl get secret shop-db -n shop' },
};
