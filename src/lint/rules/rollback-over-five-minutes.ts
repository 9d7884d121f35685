import { formatClock } from '../../runbook/duration.ts';
import type { Rule } from '../rule.ts';

const mostMs = 300_000;

export const rollbackOverFiveMinutes: Rule = {
  code: 'rollback-over-five-minutes',
  preset: 'recommended',
  on: 'runbook',
  title: 'A rollback takes more than five minutes.',
  why: `A rollback is what one does while customers wait: more than five minutes of it are an outage of its own. Do less (leave an
additive migration where it is), do it at once, or make what takes long part of the deployment instead.`,
  bad: { as: 'runbook', text: rollback('7 minutes') },
  good: { as: 'runbook', text: rollback('3 minutes') },
  *check({ runbook, graph, isRollback }) {
    if (!isRollback) return;
    const { budget } = runbook;
    const tooLong = budget !== undefined && budget.upperMs > mostMs;
    const steps = graph.inAll.upperMs;
    if (tooLong) {
      yield {
        place: budget.place,
        message: `It promises ${formatClock(budget.upperMs)}; customers wait for a rollback no longer than 5:00.`,
        hint: 'Do less, or prepare in the deployment what takes long.',
      };
    } else if (budget === undefined && steps > mostMs) {
      const first = runbook.steps.find(({ budget: own }) => own !== undefined);
      if (first?.budget === undefined) return;
      yield {
        place: first.budget.place,
        message: `Its steps add up to ${formatClock(steps)}; customers wait for a rollback no longer than 5:00.`,
        hint: 'Do less, or prepare in the deployment what takes long.',
      };
    }
  },
};

function rollback(time: string): string {
  return `# Roll back shop\n\n## Steps\n\n### Step 1: Go back (${time})\n\n\`\`\`bash {effect=write}\nrunbook app undo shop\n\`\`\`\n`;
}
