import type { Rule } from '../rule.ts';

export const destructiveWithoutVerification: Rule = {
  code: 'destructive-without-verification',
  preset: 'recommended',
  on: 'runbook',
  title: 'Something is destroyed and nobody looks what is left.',
  why: `After a deletion somebody has to see that the right thing is gone and that everything else is still there, before the next step.
Read something behind it: in the same step, in a later one, or as a check of a criterion.`,
  bad: { as: 'bash', text: '{effect=destructive}\nkubectl delete job cleanup -n shop' },
  good: {
    as: 'runbook',
    text: '# Clean up\n\n## Steps\n\n### Step 1: Delete (10 seconds)\n\n```bash {effect=destructive}\nkubectl delete job cleanup -n shop\n```\n\n```bash {effect=read}\nkubectl get jobs -n shop\n```\n',
  },
  *check({ actions, runbook }) {
    if (runbook.criteria.length > 0) return;
    const inTurn = actions.filter(
      ({ section, action }) => section === 'steps' && /^(?:forward|check)$/.test(action.role),
    );
    for (const [index, { action, effect }] of inTurn.entries()) {
      if (effect !== 'destructive' || action.expect !== undefined) continue;
      if (inTurn.slice(index + 1).some((later) => later.effect === 'read')) continue;
      if (/\bkubectl get\b|\bls\b|\bSELECT\b|\bdescribe\b|\bstatus\b/.test(action.source)) continue;
      const { line, column } = action.place;
      yield {
        place: { line, column, endLine: line, endColumn: column + (action.source.split('\n')[0] ?? '').length },
        message: 'After this nobody looks whether the right thing is gone, and the rest still there.',
        hint: 'Read something behind it: a fence with {effect=read}, or a success criterion.',
      };
    }
  },
};
