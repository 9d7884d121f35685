import type { Rule } from '../rule.ts';
import { titlePlace } from './no-criteria.ts';

const most = 10;

export const tooManySteps: Rule = {
  code: 'too-many-steps',
  preset: 'strict',
  on: 'runbook',
  title: 'A rollback has more than ten steps.',
  why: `Each step is a decision for somebody who was woken a minute ago. A rollback of many steps is done wrong or given up; make
one command of what always belongs together, and move what can wait to the follow-up.`,
  bad: { as: 'runbook', text: rollback(11) },
  good: { as: 'runbook', text: rollback(3) },
  *check({ graph, document, isRollback }) {
    const count = graph.order.length;
    if (!isRollback || count <= most) return;
    yield {
      place: titlePlace(document),
      message: `${count} steps are ${count} decisions for somebody who was woken a minute ago.`,
      hint: 'Join what always belongs together, and move what can wait to the follow-up.',
    };
  },
};

function rollback(count: number): string {
  const steps = Array.from(
    { length: count },
    (_, index) => `### Step ${index + 1}: Part ${index + 1} (10 seconds)\n\n\`\`\`bash\nuptime\n\`\`\`\n`,
  );
  return `# Roll back shop\n\n## Steps\n\n${steps.join('\n')}`;
}
