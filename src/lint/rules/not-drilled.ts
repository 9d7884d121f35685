import type { Rule } from '../rule.ts';
import { titlePlace } from './no-criteria.ts';

export const notDrilled: Rule = {
  code: 'not-drilled',
  preset: 'strict',
  on: 'runbook',
  title: 'A rollback says nothing about being practised.',
  why: `A rollback that was never tried fails the first time it is needed. Say in the front matter where and how often it is
practised: \`drill: { every: 90d, environment: staging }\`, with that environment under \`environments:\`.`,
  bad: { as: 'runbook', text: rollback('') },
  good: {
    as: 'runbook',
    text: rollback(
      '---\nrunbook:\n  environments: { staging: {} }\n  drill: { every: 90d, environment: staging }\n---\n\n',
    ),
  },
  *check({ runbook, document, isRollback }) {
    if (!isRollback || runbook.steps.length === 0) return;
    const { drill, environments } = runbook;
    if (drill?.environment !== undefined && environments.some(({ name }) => name === drill.environment)) return;
    yield {
      place: document.settings.get('runbook.drill') ?? titlePlace(document),
      message: 'Nobody practises it, so the first try is the incident.',
      hint: 'Write drill: { every: 90d, environment: staging } below runbook: in the front matter, and declare staging.',
    };
  },
};

function rollback(front: string): string {
  return `${front}# Roll back shop\n\n## Steps\n\n### Step 1: Go back (1 minute)\n\n\`\`\`bash\nuptime\n\`\`\`\n`;
}
