import type { Rule } from '../rule.ts';

export const unresolvedPlaceholder: Rule = {
  code: 'unresolved-placeholder',
  preset: 'recommended',
  on: 'reading',
  title: 'A command holds no placeholder that a person has to replace.',
  why: `Copied as it stands, \`<pod>\` reads a file called pod and writes to the next word. In an incident nobody looks up what
belongs there. Declare an input: it is asked once, checked, and passed as a variable.`,
  bad: { as: 'bash', text: 'kubectl describe pod <pod-name> -n shop' },
  good: { as: 'bash', text: 'kubectl describe pod shop-0 -n shop' },
};
