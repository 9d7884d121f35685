import type { Action } from '../runbook/action.ts';
import type { BodyNode } from '../runbook/body.ts';
import { type Effect, effectWord, strictestEffect } from '../runbook/effect.ts';
import { dispositionOf, type RunPlan } from './run-plan.ts';

/** The strictest effect of what may run in a step; capitals mean look. */
export function stepEffect(body: readonly BodyNode[], plan: RunPlan): string {
  const found = effectsOf(body, plan);
  if (found.effects.length > 0) return effectWord(found.effects.reduce(strictestEffect));
  if (found.isRefused) return 'REFUSED';
  const isNothing = body.every((node) => node.node === 'shown' || isIdle(node, plan));
  return isNothing && body.some((node) => isIdle(node, plan)) ? 'nothing' : 'by hand';
}

/** It stands in the step and is not run there: in this environment, or in none. */
function isIdle(node: BodyNode, plan: RunPlan): boolean {
  return node.node === 'action' && (node.role !== 'forward' || node.never || isForElsewhere(node, plan));
}

function effectsOf(body: readonly BodyNode[], plan: RunPlan): { effects: readonly Effect[]; isRefused: boolean } {
  const found = body.map((node): { effects: readonly Effect[]; isRefused: boolean } => {
    if (node.node === 'guard') return effectsOf(node.body, plan);
    if (node.node === 'choice')
      return effectsOf(
        node.options.flatMap((option) => option.body),
        plan,
      );
    if (node.node !== 'action' || isIdle(node, plan)) return { effects: [], isRefused: false };
    const may = dispositionOf(plan, node.address);
    return {
      effects: may.may === 'run' || may.may === 'be-handed-off' ? [may.effect] : [],
      isRefused: may.may === 'be-refused',
    };
  });
  return { effects: found.flatMap((one) => one.effects), isRefused: found.some((one) => one.isRefused) };
}

/** `env=` names another environment than the run's; until one is chosen nothing is for elsewhere. */
export function isForElsewhere({ onlyIn }: Action, { environment, runbook }: RunPlan): boolean {
  if (onlyIn === undefined) return false;
  return environment === undefined ? runbook.environments.length === 0 : onlyIn !== environment.name;
}
