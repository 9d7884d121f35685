import type { BodyNode } from '../runbook/body.ts';
import type { Step } from '../runbook/step.ts';
import { dispositionOf, isLeftToPerson, type RunPlan } from './run-plan.ts';

/** What there is to go through in a step; one that only shows something is done by hand, since nothing else would be done. */
export function bodyOf(step: Step, plan: RunPlan): readonly BodyNode[] {
  if (!step.body.every((node) => isOnlyShown(node, plan))) return step.body;
  const text = step.prose.join('\n') || step.title;
  return [...step.body, { node: 'by-hand', id: `${step.id}.by-hand`, text, place: step.place }];
}

function isOnlyShown(node: BodyNode, plan: RunPlan): boolean {
  if (node.node === 'shown') return true;
  if (node.node !== 'action' || node.role !== 'forward') return false;
  const may = dispositionOf(plan, node.address);
  return may.may === 'be-shown' && !isLeftToPerson(may);
}
