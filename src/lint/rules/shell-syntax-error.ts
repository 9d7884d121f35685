import type { Rule } from '../rule.ts';

export const shellSyntaxError: Rule = {
  code: 'shell-syntax-error',
  preset: 'legacy',
  on: 'reading',
  title: 'A script is one that bash can read.',
  why: `Bash runs the lines before the mistake and stops there, in the middle of the step. Such a fence is refused before
anything of it runs.`,
  bad: {
    as: 'bash',
    text: `for pod in shop-0 shop-1; do
  kubectl get pod "$pod" -n shop`,
  },
  good: {
    as: 'bash',
    text: `for pod in shop-0 shop-1; do
  kubectl get pod "$pod" -n shop
done`,
  },
};
