import type { Rule } from '../rule.ts';

export const budgetOnEndlessCommand: Rule = {
  code: 'budget-on-endless-command',
  preset: 'recommended',
  on: 'runbook',
  title: 'A step with a budget holds a command that never ends.',
  why: `\`kubectl logs -f\`, \`watch\` and \`tail -f\` go on until somebody stops them, so that the step is always over its budget.
Ask for what is there now (\`--since=2m\`), or give the action a timeout.`,
  bad: { as: 'bash', text: 'kubectl logs -f deployment/shop' },
  good: { as: 'bash', text: 'kubectl logs deployment/shop --since=2m' },
  *check({ actions, known }) {
    for (const { action, step } of actions) {
      const promised = action.budgetMs ?? step?.budget?.upperMs;
      if (promised === undefined || action.timeoutMs !== undefined || action.background) continue;
      const endless = known.find(
        ({ code, place }) =>
          code === 'non-terminating' && place.line >= action.place.line && place.line <= action.place.endLine,
      );
      if (endless === undefined) continue;
      yield {
        place: endless.place,
        message: 'It never ends by itself, so the step cannot keep its budget.',
        hint: 'Ask for what is there now, for example with --since=2m, or write {timeout=30s}.',
      };
    }
  },
};
