import type { Action } from './action.ts';
import type { BodyNode } from './body.ts';
import { nodesIn } from './nodes-in.ts';
import type { Runbook } from './runbook.ts';

/** Every action of a body in document order, whatever guards or options it stands behind. */
export function actionsOf(body: readonly BodyNode[]): readonly Action[] {
  return nodesIn(body).flatMap((node) => (node.node === 'action' ? [node] : []));
}

/** Every action of a runbook: prerequisites, steps, undo, checks. */
export function allActionsOf(runbook: Runbook): readonly Action[] {
  return [
    ...runbook.prerequisites.checks,
    ...runbook.steps.flatMap((step) => actionsOf(step.body)),
    ...runbook.undo.flatMap((step) => actionsOf(step.body)),
    ...runbook.checks,
  ];
}
