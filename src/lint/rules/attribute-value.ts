import type { Rule } from '../rule.ts';

export const attributeValue: Rule = {
  code: 'attribute-value',
  preset: 'legacy',
  on: 'reading',
  title: 'An attribute has a value that it understands.',
  why: `\`timeout=soon\` is no duration and \`effect=small\` is no effect, so neither would do anything. The message says what the
attribute takes.`,
  bad: {
    as: 'bash',
    text: `{effect=read timeout=soon}
kubectl get pods -n shop`,
  },
  good: {
    as: 'bash',
    text: `{effect=read timeout=30s}
kubectl get pods -n shop`,
  },
};
