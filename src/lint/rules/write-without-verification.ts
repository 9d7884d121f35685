import type { BodyNode } from '../../runbook/body.ts';
import { endsWithLook } from '../ends-with-look.ts';
import type { Rule } from '../rule.ts';
import type { PlacedAction, RunbookSubject } from '../runbook-subject.ts';

export const writeWithoutVerification: Rule = {
  code: 'write-without-verification',
  preset: 'recommended',
  on: 'runbook',
  title: 'A runbook changes something and never looks whether it worked.',
  why: `An exit status of 0 says that a command ran, not that the service is well. Read something after the last write: the pods,
the health endpoint, a row; or give the runbook success criteria.`,
  bad: { as: 'runbook', text: runbook('') },
  good: { as: 'runbook', text: runbook('## Success Criteria\n\n- [ ] The shop answers\n') },
  *check(subject) {
    const { actions, runbook } = subject;
    if (runbook.criteria.length > 0) return;
    const inTurn = actions.filter(
      ({ section, action }) => section === 'steps' && /^(?:forward|check)$/.test(action.role),
    );
    const last = inTurn.findLastIndex(({ effect }) => effect !== 'read');
    const write = inTurn[last];
    if (write === undefined || inTurn.length > last + 1) return;
    if (looksByItself(write, subject) || isLookedAtByHand(write, subject)) return;
    const { place, source } = write.action;
    const { line, column } = place;
    yield {
      place: { line, column, endLine: line, endColumn: column + (source.split('\n')[0]?.length ?? 0) },
      message: 'After this nobody looks whether it worked; the run ends as if it had.',
      hint: 'Add a step that reads what it should have changed, or "## Success Criteria" with a task list.',
    };
  },
};

const look = /\b(?:verif|check|confirm|validat|smoke|test|monitor|observ|health|watch|probe|assert)/i;

/** It expects something, is a check, ends with a read, or is by its name a look whose commands nobody knows. */
function looksByItself({ action, script, step, text }: PlacedAction, { parse }: RunbookSubject): boolean {
  if (action.expect !== undefined || action.check !== undefined || action.until !== undefined) return true;
  if (script !== undefined && endsWithLook(script, action, parse)) return true;
  if (action.effect !== undefined) return false;
  const last = action.source.trimEnd().split('\n').at(-1) ?? '';
  if (/^\s*(?:npm|pnpm|yarn|bun|make|just|task)\s/.test(last) && look.test(last)) return true;
  return text.effect === 'unknown' && (look.test(step?.title ?? '') || look.test(last));
}

/** Behind the write stands a checklist, or a step or something to do that is a look by its words. */
function isLookedAtByHand({ action }: PlacedAction, { runbook }: RunbookSubject): boolean {
  const isBehind = ({ place }: { readonly place: { readonly line: number } }) => place.line > action.place.line;
  const isLook = (node: BodyNode): boolean => {
    if (node.node === 'guard') return node.body.some(isLook);
    if (node.node === 'checklist') return isBehind(node);
    return node.node === 'by-hand' && isBehind(node) && look.test(node.text);
  };
  return runbook.steps.some((step) => (isBehind(step) && look.test(step.title)) || step.body.some(isLook));
}

function runbook(criteria: string): string {
  return `# Restart shop\n\n## Steps\n\n### Step 1: Restart (30 seconds)\n\n\`\`\`bash\nsystemctl restart shop\n\`\`\`\n\n${criteria}`;
}
