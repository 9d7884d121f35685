import type { Rule } from '../rule.ts';

export const interactiveInFence: Rule = {
  code: 'interactive-in-fence',
  preset: 'recommended',
  on: 'reading',
  title: 'No command waits for a person at a terminal, unless its fence says so.',
  why: `A pager, an editor or a login waits for keys that nobody presses when the fence runs by itself, so it is handed to the
responder. Run it without its prompt, or write \`{interactive}\` with an effect.`,
  bad: { as: 'bash', text: 'kubectl edit deployment/shop -n shop' },
  good: { as: 'bash', text: 'kubectl get deployment/shop -n shop -o yaml' },
};
