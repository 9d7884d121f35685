import { formatClock } from '../../runbook/duration.ts';
import { fenceOf } from '../opening-of.ts';
import type { Rule } from '../rule.ts';

export const timeoutShorterThanBudget: Rule = {
  code: 'timeout-shorter-than-budget',
  preset: 'recommended',
  on: 'runbook',
  title: 'An action is ended before its own budget is over.',
  why: `A budget is what the author promises; a timeout ends the command. A timeout below the budget fails a step that is still
within its promise. Make the timeout longer than the budget, or the budget shorter.`,
  bad: { as: 'bash', text: '{effect=write budget=1m timeout=30s}\nsystemctl restart shop' },
  good: { as: 'bash', text: '{effect=write budget=30s timeout=1m}\nsystemctl restart shop' },
  *check(subject) {
    const { actions, runbook } = subject;
    for (const { action, step } of actions) {
      const { timeoutMs, budgetMs } = action;
      const ofStep = runbook.steps.find(({ id }) => id === step?.id);
      const isAlone = ofStep !== undefined && ofStep.body.filter(({ node }) => node !== 'shown').length === 1;
      const promised = budgetMs ?? (isAlone ? ofStep.budget?.upperMs : undefined);
      if (timeoutMs === undefined || promised === undefined || timeoutMs >= promised) continue;
      yield {
        place: fenceOf(subject, action)?.attributes.find(({ key }) => key === 'timeout')?.place ?? action.place,
        message: `It is ended after ${formatClock(timeoutMs)}, while it may take ${formatClock(promised)}.`,
        hint: 'Make timeout= longer than the budget, or the budget shorter.',
      };
    }
  },
};
