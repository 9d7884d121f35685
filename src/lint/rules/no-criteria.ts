import { suggestedFix } from '../../diagnostics/fix.ts';
import { placeAt } from '../../diagnostics/place.ts';
import type { Document } from '../../runbook/document.ts';
import type { Rule } from '../rule.ts';

export const noCriteria: Rule = {
  code: 'no-criteria',
  preset: 'strict',
  on: 'runbook',
  title: 'A runbook does not say how one knows that it worked.',
  why: `Without success criteria a run that went through counts as succeeded, whatever the service does. Write a task list under
"Success Criteria": each item is answered at the end, by a check of its own or by the responder.`,
  bad: { as: 'runbook', text: '# Restart shop\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n```bash\nuptime\n```\n' },
  good: {
    as: 'runbook',
    text: '# Restart shop\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n```bash\nuptime\n```\n\n## Success Criteria\n\n- [ ] It answers\n',
  },
  *check({ runbook, document }) {
    if (runbook.criteria.length > 0 || runbook.steps.length === 0) return;
    const question = 'How does one know that it worked?';
    yield {
      place: titlePlace(document),
      message: 'Nobody is asked at the end whether the service is well.',
      hint: 'Add "## Success Criteria" with a task list.',
      fix: suggestedFix('Add success criteria', {
        place: endOf(document),
        text: ['\n## Success Criteria\n\n- [ ] ', { ask: 'criterion', question, example: 'The shop answers' }, '\n'],
      }),
    };
  },
};

/** The title, else the first line. */
export function titlePlace({ blocks }: Document) {
  return blocks.find((block) => block.kind === 'heading')?.place ?? placeAt(1);
}

/** Behind the last line, which most files end with a newline. */
export function endOf({ lines }: Document) {
  return placeAt(lines.length, (lines.at(-1)?.length ?? 0) + 1);
}
