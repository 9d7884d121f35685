import { allActionsOf } from '../../runbook/actions-of.ts';
import type { Rule } from '../rule.ts';
import { titlePlace } from './no-criteria.ts';

export const drillCannotBegin: Rule = {
  code: 'drill-cannot-begin',
  preset: 'recommended',
  on: 'runbook',
  title: 'A drill of the runbook would be refused.',
  why: `A drill goes to the environment that \`drill:\` names, which has to be declared under \`environments:\`; and \`drill --fault\`
breaks nothing that no fence marked \`restore\` would bring back. Found here, it is mended before the day of the drill.`,
  bad: { as: 'runbook', text: drilled('stagin') },
  good: { as: 'runbook', text: drilled('staging') },
  *check({ runbook, document }) {
    const { drill, environments } = runbook;
    const { settings } = document;
    const names = environments.map(({ name }) => name);
    if (drill?.environment !== undefined && !names.includes(drill.environment))
      yield {
        place: settings.get('runbook.drill.environment') ?? settings.get('runbook.drill') ?? titlePlace(document),
        message: `drill: names the environment "${drill.environment}", which is not declared.`,
        hint:
          names.length === 0
            ? `Write environments: { ${drill.environment}: {} } below runbook:.`
            : `Write one of them: ${names.join(', ')}; or declare it under environments:.`,
      };
    const ofRole = (role: 'fault' | 'restore') => allActionsOf(runbook).filter((action) => action.role === role);
    const [fault] = ofRole('fault');
    if (fault !== undefined && ofRole('restore').length === 0)
      yield {
        place: fault.place,
        message: 'Nothing brings back what this fault of a drill breaks.',
        hint: 'Mark a fence with restore: it is run when the drill has ended, however it has ended.',
      };
  },
};

function drilled(environment: string): string {
  const front = `---\nrunbook:\n  environments: { staging: {} }\n  drill: { environment: ${environment} }\n---\n\n`;
  return `${front}# Restart shop\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n\`\`\`bash\nuptime\n\`\`\`\n`;
}
