import type { BodyNode } from '../runbook/body.ts';
import type { Runbook } from '../runbook/runbook.ts';

/**
 * For each action the one right before it in the same body, by address. Fences that are only shown stand in between
 * without dividing; options, guards, checklists and steps divide.
 */
export function actionsBefore(runbook: Runbook): ReadonlyMap<string, string> {
  const bodies = [...runbook.steps, ...runbook.undo].map(({ body }) => body);
  return new Map(bodies.flatMap(pairsIn));
}

function pairsIn(body: readonly BodyNode[]): readonly (readonly [address: string, before: string])[] {
  const standing = body.filter(({ node }) => node !== 'shown');
  return standing.flatMap((node, index) => {
    switch (node.node) {
      case 'action': {
        const before = standing[index - 1];
        return before?.node === 'action' ? [[node.address, before.address] as const] : [];
      }
      case 'choice':
        return node.options.flatMap((option) => pairsIn(option.body));
      case 'guard':
        return pairsIn(node.body);
      case 'checklist':
      case 'by-hand':
      case 'shown':
        return [];
    }
  });
}
