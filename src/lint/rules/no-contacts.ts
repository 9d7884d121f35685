import { suggestedFix } from '../../diagnostics/fix.ts';
import type { Rule } from '../rule.ts';
import { endOf, titlePlace } from './no-criteria.ts';

export const noContacts: Rule = {
  code: 'no-contacts',
  preset: 'strict',
  on: 'runbook',
  title: 'A runbook does not say whom to call.',
  why: `At 3 a.m. the person who follows it may be new, and the step that fails may be somebody else's. A section "Contacts", or
\`contacts:\` in the front matter, is one key away during the whole run.`,
  bad: { as: 'runbook', text: '# Restart shop\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n```bash\nuptime\n```\n' },
  good: {
    as: 'runbook',
    text: '# Restart shop\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n```bash\nuptime\n```\n\n## Contacts\n\n- #shop-oncall\n',
  },
  *check({ runbook, document }) {
    if (runbook.contacts.length > 0 || runbook.steps.length === 0) return;
    const question = 'Whom does one call when it goes wrong?';
    yield {
      place: titlePlace(document),
      message: 'Whoever is stuck in the middle of it does not know whom to call.',
      hint: 'Add "## Contacts" with a list, or contacts: in the front matter.',
      fix: suggestedFix('Add contacts', {
        place: endOf(document),
        text: ['\n## Contacts\n\n- ', { ask: 'contact', question, example: 'On call: page shop-oncall' }, '\n'],
      }),
    };
  },
};
