import type { Rule } from '../rule.ts';

export const unknownAttribute: Rule = {
  code: 'unknown-attribute',
  preset: 'legacy',
  on: 'reading',
  title: 'An attribute of a fence is one that this language knows.',
  why: `A misspelt attribute is a promise that nobody keeps: \`{tiemout=30s}\` limits nothing, and \`{cofirm=typed}\` asks
nobody. The nearest known one is named.`,
  bad: {
    as: 'bash',
    text: `{efect=read}
kubectl get pods -n shop`,
  },
  good: {
    as: 'bash',
    text: `{effect=read}
kubectl get pods -n shop`,
  },
};
