import { suggestedFix } from '../../diagnostics/fix.ts';
import type { Rule } from '../rule.ts';

export const stepWithoutBudget: Rule = {
  code: 'step-without-budget',
  preset: 'strict',
  on: 'runbook',
  title: 'A step does not say how long it may take.',
  why: `Without a budget nobody sees at minute three that the rollback will not be done at minute five, and the finish that the
screen shows is too early. Write what a drill took, rounded up, in parentheses behind the title.`,
  bad: {
    as: 'runbook',
    text: '# Restart shop\n\n## Steps\n\n### Step 1: Restart\n\n```bash\nsystemctl restart shop\n```\n',
  },
  good: {
    as: 'runbook',
    text: '# Restart shop\n\n## Steps\n\n### Step 1: Restart (30 seconds)\n\n```bash\nsystemctl restart shop\n```\n',
  },
  *check({ runbook, graph }) {
    const inTurn = new Set(graph.order);
    for (const { id, title, budget, place } of runbook.steps) {
      if (budget !== undefined || !inTurn.has(id)) continue;
      const end = { ...place, line: place.endLine, column: place.endColumn };
      yield {
        place,
        message: `Nobody knows how long "${title}" may take, so nobody sees that it takes too long.`,
        hint: 'Write its budget behind the title: (30 seconds).',
        fix: suggestedFix('Give it a budget', {
          place: end,
          text: [' (', { ask: `budget-${id}`, question: `How long may "${title}" take?`, example: '30 seconds' }, ')'],
        }),
      };
    }
  },
};
