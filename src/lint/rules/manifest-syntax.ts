import type { Rule } from '../rule.ts';

export const manifestSyntax: Rule = {
  code: 'manifest-syntax',
  preset: 'legacy',
  on: 'manifests',
  title: 'A manifest is no YAML.',
  why: `The whole file is refused by kubectl, and with it the objects in it that are right.`,
  bad: { as: 'manifests', text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: shop\n' },
  good: { as: 'manifests', text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: shop }\n' },
  *check({ errors }) {
    for (const { message, place } of errors) {
      yield {
        place,
        message: `kubectl cannot read it: ${message}.`,
        hint: 'Check indentation, colons and quotes here.',
      };
    }
  },
};
