import type { BodyNode } from '../runbook/body.ts';
import type { Step } from '../runbook/step.ts';
import { conditionQuestion, optionQuestion, type Question } from './question.ts';
import { dispositionOf, isElsewhere, type RunPlan } from './run-plan.ts';
import { runQuestion } from './run-question.ts';

/** What is already answered: prunes the paths that will not be gone. Undefined where nothing is known. */
export type Known = (question: Question) => string | undefined;

/** Addresses of the actions that every path which is still open goes through, so that what they say will be there. */
export function certainActions(plan: RunPlan, known: Known): ReadonlySet<string> {
  return new Set(
    plan.runbook.steps.flatMap((step) => {
      const { condition, when } = step;
      const isOpen =
        condition === undefined
          ? when === undefined
          : known(conditionQuestion(condition, step.id)) === condition.runsIf;
      return isOpen ? certainIn(step.body, step, plan, known) : [];
    }),
  );
}

function certainIn(body: readonly BodyNode[], step: Step, plan: RunPlan, known: Known): readonly string[] {
  return body.flatMap((node): readonly string[] => {
    switch (node.node) {
      case 'action': {
        const may = dispositionOf(plan, node.address);
        if (node.role !== 'forward' || node.when !== undefined || node.never || isElsewhere(node, plan)) return [];
        return may.may === 'run' && known(runQuestion([{ action: node, may }], plan, step)) !== 'skip'
          ? [node.address]
          : [];
      }
      case 'guard':
        return known(conditionQuestion(node.condition, step.id)) === node.condition.runsIf
          ? certainIn(node.body, step, plan, known)
          : [];
      case 'choice': {
        const chosen = known(optionQuestion(node, step.id));
        const option = node.options.find(({ key }) => key === chosen);
        return option === undefined ? [] : certainIn(option.body, step, plan, known);
      }
      case 'checklist':
      case 'by-hand':
      case 'shown':
        return [];
    }
  });
}
