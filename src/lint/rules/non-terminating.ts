import type { Rule } from '../rule.ts';

export const nonTerminating: Rule = {
  code: 'non-terminating',
  preset: 'recommended',
  on: 'reading',
  title: 'No command goes on for ever, unless its fence says for how long.',
  why: `\`kubectl logs -f\` and \`watch\` never end, so the next step never begins. Leave out the option that follows, or write
\`{timeout=30s}\` or \`{background}\`.`,
  bad: { as: 'bash', text: 'kubectl logs -f deployment/shop -n shop' },
  good: { as: 'bash', text: 'kubectl logs deployment/shop -n shop --tail=50' },
};
