import type { Action } from './action.ts';
import type { BodyNode } from './body.ts';
import type { Dispositions } from './disposition.ts';
import { effectWord, strictestEffect } from './effect.ts';
import type { Environment } from './environment.ts';
import { nodesIn } from './nodes-in.ts';
import type { Runbook } from './runbook.ts';

/** A runbook as it would be run: by what may be done with its actions, in an environment or before one is chosen. */
export interface JudgedRunbook {
  readonly runbook: Runbook;
  readonly dispositions: Dispositions;
  readonly environment: Environment | undefined;
}

/** The strictest effect of what may run in a step of that role; capitals mean look. */
export function stepEffect(
  body: readonly BodyNode[],
  judged: JudgedRunbook,
  role: 'forward' | 'undo' = 'forward',
): string {
  const isIdle = (node: BodyNode) => isLeftOut(node, role, judged);
  const found = nodesIn(body).flatMap((node) => {
    return node.node === 'action' && !isIdle(node) ? [judged.dispositions.get(node.address)] : [];
  });
  const effects = found.flatMap((may) => (may?.may === 'run' || may?.may === 'be-handed-off' ? [may.effect] : []));
  if (effects.length > 0) return effectWord(effects.reduce(strictestEffect));
  if (found.some((may) => may?.may === 'be-refused')) return 'REFUSED';
  const isNothing = body.every((node) => node.node === 'shown' || isIdle(node));
  return isNothing && body.some(isIdle) ? 'nothing' : 'by hand';
}

/** It stands in the step and is not run there: in this environment, or in none. */
function isLeftOut(node: BodyNode, role: string, judged: JudgedRunbook): boolean {
  return node.node === 'action' && (node.role !== role || node.never || isForElsewhere(node, judged));
}

/** `env=` names another environment than the run's; until one is chosen nothing is for elsewhere. */
export function isForElsewhere(
  { onlyIn }: Action,
  { environment, runbook }: Pick<JudgedRunbook, 'environment' | 'runbook'>,
): boolean {
  if (onlyIn === undefined) return false;
  return environment === undefined ? runbook.environments.length === 0 : onlyIn !== environment.name;
}
