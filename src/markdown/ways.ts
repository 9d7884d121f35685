import type { Block, HeadingBlock, ItemBlock, ParagraphBlock } from '../runbook/block.ts';
import { type Building, pushNode, type TextWay, type Way } from './body-pieces.ts';
import { endGuards } from './guard-scope.ts';
import type { Cue } from './guard-text.ts';
import type { OptionLabel } from './option-label.ts';
import { uniqueAddress } from './parse-context.ts';

/** `#### Option B: …`: all up to the next heading is of this way. */
export function openHeadingWay(label: OptionLabel, { place }: HeadingBlock, building: Building): void {
  const way: Way = { piece: 'way', label, place, pieces: [], prose: [] };
  building.way = way;
  building.root.push(way);
  building.pieces = way.pieces;
}

/** `**Option B:** …`: up to the next way, or to a text behind its fences that is not their continuation. */
export function openTextWay(label: OptionLabel, block: ParagraphBlock | ItemBlock, building: Building): void {
  endTextWay(building);
  const { pieces, guards } = building;
  const way: Way = { piece: 'way', label, place: block.place, pieces: [], prose: [] };
  const rest = block.text.split('\n').slice(1).join('\n');
  if (rest !== '') way.prose.push(rest);
  pieces.push(way);
  building.textWay = { way, pieces, guards, nesting: block.nesting, isItem: block.kind === 'item' };
  building.pieces = way.pieces;
  building.guards = [];
}

/** Ends the way that a text began where a block stands outside of it. */
export function leaveTextWay(block: Block, cue: Cue['cue'], building: Building): void {
  const { textWay } = building;
  if (textWay !== undefined && isOutside(block, cue, textWay)) endTextWay(building);
}

function isOutside(block: Block, cue: Cue['cue'], { way, nesting, isItem }: TextWay): boolean {
  switch (block.kind) {
    case 'heading':
      return true;
    case 'paragraph':
      return holdsNode(way) && (cue === 'none' || cue === 'guard') && block.nesting <= nesting;
    case 'item':
      return isItem ? block.nesting <= nesting : holdsNode(way);
    case 'fence':
    case 'indented':
      return holdsNode(way) && block.nesting < nesting;
    case 'comment':
      return false;
  }
}

function endTextWay(building: Building): void {
  const { textWay } = building;
  if (textWay === undefined) return;
  endGuards(building);
  closeWay(textWay.way, building);
  building.pieces = textWay.pieces;
  building.guards = textWay.guards;
  for (const guard of building.guards) guard.hasNodes = true;
  building.textWay = undefined;
}

/** Ends whatever way is open. */
export function endWays(building: Building): void {
  endTextWay(building);
  endGuards(building);
  if (building.way !== undefined) closeWay(building.way, building);
  building.way = undefined;
  building.pieces = building.root;
}

/** A way without anything that runs is done by hand. */
function closeWay(way: Way, building: Building): void {
  if (holdsNode(way)) return;
  const id = uniqueAddress(building.context, `${building.stepId}.by-hand`);
  pushNode(building, { node: 'by-hand', id, text: way.prose.join('\n') || way.label.title, place: way.place });
}

function holdsNode({ pieces }: Way): boolean {
  return pieces.some((piece) => piece.piece === 'way' || (piece.piece === 'node' && piece.node.node !== 'shown'));
}
