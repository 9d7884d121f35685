import type { Action } from './action.ts';
import type { BodyNode, Option } from './body.ts';
import type { Runbook } from './runbook.ts';
import type { Step } from './step.ts';

/**
 * The same runbook with other code in some of its actions, by address. What its author said of their effect, and how a
 * destructive one is confirmed, was said of the code that they had.
 */
export function withSources(runbook: Runbook, sources: ReadonlyMap<string, string>): Runbook {
  const edited = (action: Action): Action => {
    const source = sources.get(action.address);
    if (source === undefined || source === action.source) return action;
    return {
      ...action,
      source,
      effect: undefined,
      confirm: action.effect === 'destructive' ? undefined : action.confirm,
    };
  };
  const nodeOf = (node: BodyNode): BodyNode => {
    switch (node.node) {
      case 'action':
        return edited(node);
      case 'guard':
        return { ...node, body: node.body.map(nodeOf) };
      case 'choice':
        return { ...node, options: node.options.map(optionOf) };
      default:
        return node;
    }
  };
  const optionOf = (option: Option): Option => ({ ...option, body: option.body.map(nodeOf) });
  const stepOf = (step: Step): Step => ({ ...step, body: step.body.map(nodeOf) });
  return {
    ...runbook,
    prerequisites: { ...runbook.prerequisites, checks: runbook.prerequisites.checks.map(edited) },
    steps: runbook.steps.map(stepOf),
    undo: runbook.undo.map(stepOf),
    checks: runbook.checks.map(edited),
  };
}
