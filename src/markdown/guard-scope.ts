import type { Place } from '../diagnostics/place.ts';
import type { Block } from '../runbook/block.ts';
import type { Condition } from '../runbook/body.ts';
import { whenOf } from './action-of-code.ts';
import type { FenceAttributes } from './attributes.ts';
import type { Building, OpenGuard } from './body-pieces.ts';
import type { Cue } from './guard-text.ts';
import { uniqueAddress } from './parse-context.ts';
import { slugOf } from './slug.ts';

/** Opens the guard that a paragraph states, inside those that are still open. */
export function openGuard(
  cue: Extract<Cue, { cue: 'guard' }>,
  { place, nesting }: { readonly place: Place; readonly nesting: number },
  building: Building,
): void {
  const { runsIf, introduces, opposes } = cue;
  const opposed = opposes ? endOpposed(building) : undefined;
  while (isBeside(building.guards.at(-1), nesting) && opposed === undefined) endGuard(building);
  const { pieces, guards, context, stepId } = building;
  const text = opposed === undefined ? cue.text : `${cue.text} (not: ${opposed.text})`;
  const when = opposed?.when && { ...opposed.when, negated: !opposed.when.negated };
  const id = uniqueAddress(context, `${stepId}.${slugOf(text, 'guard')}`);
  guards.push({ at: pieces.length, nesting, hasNodes: false, hasList: false });
  pieces.push({ piece: 'guard', condition: { id, text, runsIf, when, place }, introduces, opposes });
}

/** Ends the guard before, if it is still open, and all within it; what that guard stands in goes on. An opposite has none. */
function endOpposed(building: Building): Condition | undefined {
  const at = building.pieces.findLastIndex((piece) => piece.piece === 'guard');
  const piece = building.pieces[at];
  while (building.guards.some((guard) => guard.at === at)) endGuard(building);
  return piece?.piece === 'guard' && !piece.opposes ? piece.condition : undefined;
}

/** Another condition after what the last one guards; one without anything between belongs to both. */
function isBeside(guard: OpenGuard | undefined, nesting: number): boolean {
  return guard?.hasNodes === true && nesting <= guard.nesting;
}

export function endGuards(building: Building): void {
  while (building.guards.length > 0) endGuard(building);
}

function endGuard(building: Building): void {
  building.guards.pop();
  building.pieces.push({ piece: 'end-guard' });
}

/** Ends the guards where a block stands outside of what they cover. */
export function leaveGuards(block: Block, cue: Cue['cue'], building: Building): void {
  let guard = building.guards.at(-1);
  while (guard !== undefined && isOutside(block, cue, guard)) {
    endGuard(building);
    guard = building.guards.at(-1);
  }
}

function isOutside(block: Block, cue: Cue['cue'], guard: OpenGuard): boolean {
  switch (block.kind) {
    case 'heading':
      return true;
    case 'paragraph':
      return guard.hasNodes && cue === 'none' && block.nesting <= guard.nesting;
    case 'item':
      if (block.nesting <= guard.nesting) return true;
      guard.hasList ||= !guard.hasNodes;
      return !guard.hasList;
    case 'fence':
    case 'indented':
      return guard.hasNodes && block.nesting < guard.nesting;
    case 'comment':
      return false;
  }
}

/** when= of the first fence below a guard decides the innermost. */
export function decideGuard(building: Building, when: FenceAttributes['when']): void {
  const at = building.guards.at(-1)?.at ?? -1;
  const piece = building.pieces[at];
  if (piece?.piece !== 'guard') return;
  building.pieces[at] = { ...piece, condition: { ...piece.condition, when: whenOf(when) ?? piece.condition.when } };
}
