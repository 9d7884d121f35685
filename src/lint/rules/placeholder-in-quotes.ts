import type { Rule } from '../rule.ts';

export const placeholderInQuotes: Rule = {
  code: 'placeholder-in-quotes',
  preset: 'legacy',
  on: 'reading',
  title: 'No placeholder stands where a variable would not be replaced.',
  why: `Single quotes and here-documents take \`$NAME\` literally or paste it into a text of another language, so the answer to a
placeholder there cannot be passed safely. The fence is refused. Read a variable outside of the quotes.`,
  bad: { as: 'bash', text: `kubectl patch deployment/shop -n shop -p '{"spec":{"replicas":<replica-count>}}'` },
  good: { as: 'bash', text: 'kubectl scale deployment/shop -n shop --replicas=3' },
};
