import type { BodyNode, Condition } from '../runbook/body.ts';
import type { Building, Piece } from './body-pieces.ts';
import { choiceGatherer } from './gather-choices.ts';

/** The pieces of a body → its nodes, and the condition of the step as a whole. */
export function assembleBody(building: Building): { body: readonly BodyNode[]; condition: Condition | undefined } {
  const { root } = building;
  const { pieces, condition } = building.isStep ? takeStepCondition(root) : { pieces: root, condition: undefined };
  return { body: choiceGatherer(building)(pieces), condition };
}

/**
 * A guard before the first fence is the step's. One that ends in a colon speaks of what follows it, so where another
 * guard comes later each covers its own fences: an answer to the first says nothing about the second. *Otherwise* is for
 * the case that the first does not hold, so that one cannot be the step's either.
 */
function takeStepCondition(pieces: readonly Piece[]): {
  pieces: readonly Piece[];
  condition: Condition | undefined;
} {
  const index = pieces.findIndex((piece) => piece.piece === 'guard' || holdsNode(piece));
  const guard = pieces[index];
  if (guard?.piece !== 'guard') return { pieces, condition: undefined };
  const others = pieces.slice(index + 1).filter((piece) => piece.piece === 'guard');
  const hasOpposite = others.some((other) => other.opposes);
  if (hasOpposite || (guard.introduces && others.length > 0)) return { pieces, condition: undefined };
  const end = endOf(pieces, index);
  return {
    pieces: pieces.filter((_, position) => position !== index && position !== end),
    condition: guard.condition,
  };
}

function holdsNode(piece: Piece): boolean {
  return piece.piece === 'way' || (piece.piece === 'node' && piece.node.node !== 'shown');
}

function endOf(pieces: readonly Piece[], guard: number): number {
  let open = 0;
  return pieces.findIndex((piece, position) => {
    if (position < guard) return false;
    if (piece.piece === 'guard') open += 1;
    if (piece.piece === 'end-guard') open -= 1;
    return open === 0;
  });
}
