import type { Block, ItemBlock } from '../runbook/block.ts';
import type { ChecklistItem } from '../runbook/body.ts';
import { type Building, pushNode } from './body-pieces.ts';
import type { Cue } from './guard-text.ts';
import { codeOfItem } from './item-code.ts';
import { type ParseContext, uniqueAddress } from './parse-context.ts';
import { slugOf } from './slug.ts';

/** A list item that is a question or an instruction; false where it is a text like any paragraph. */
export function readItem(
  block: ItemBlock,
  cue: Cue,
  { blocks, index }: { readonly blocks: readonly Block[]; readonly index: number },
  building: Building,
): boolean {
  if (block.task) {
    pushChecklistItem(block, building);
    return true;
  }
  if (isDetail(block, building)) return true;
  if (!block.ordered || block.nesting > 1 || !isInstruction(block, cue, blocks, index)) return false;
  const id = uniqueAddress(building.context, `${building.stepId}.${slugOf(block.text, 'by-hand')}`);
  pushNode(building, { node: 'by-hand', id, text: block.text, place: block.place });
  return true;
}

/** An item that speaks of commands is their text; one with data to edit is work of its own. */
function isInstruction(block: ItemBlock, cue: Cue, blocks: readonly Block[], index: number): boolean {
  const next = blocks[index + 1];
  const hasCode = block.hasFence || next?.kind === 'fence' || next?.kind === 'indented';
  const isPlain = cue.cue === 'none' || cue.cue === 'continuation';
  if (!hasCode) return isPlain || isLoneCondition(cue, next);
  return (isPlain || cue.cue === 'guard') && codeOfItem(block, blocks, index) === 'shown';
}

/** `3. Only if needed, call the vendor` guards nothing but itself: a person decides. */
function isLoneCondition(cue: Cue, next: Block | undefined): boolean {
  return (
    cue.cue === 'guard' &&
    (next === undefined || next.kind === 'heading' || (next.kind === 'item' && next.nesting === 1))
  );
}

/** What is indented below an instruction belongs to it. */
function isDetail(block: ItemBlock, building: Building): boolean {
  const at = building.pieces.findLastIndex((piece) => piece.piece !== 'node' || piece.node.node !== 'shown');
  const last = building.pieces[at];
  if (block.nesting < 2 || block.hasFence || last?.piece !== 'node' || last.node.node !== 'by-hand') return false;
  building.pieces[at] = {
    ...last,
    node: { ...last.node, text: `${last.node.text}\n${block.text}` },
  };
  return true;
}

function pushChecklistItem(block: ItemBlock, building: Building): void {
  const item = checklistItemOf(block, building.stepId, building.context);
  const last = building.pieces.at(-1);
  if (last?.piece === 'node' && last.node.node === 'checklist' && last.node.items === building.openItems) {
    building.openItems.push(item);
  } else {
    building.openItems = [item];
    pushNode(building, { node: 'checklist', title: undefined, items: building.openItems, place: block.place });
  }
}

export function checklistItemOf(
  { text, link, place }: Pick<ItemBlock, 'text' | 'link' | 'place'>,
  owner: string,
  context: ParseContext,
): ChecklistItem {
  return { id: uniqueAddress(context, `${owner}.${slugOf(text, 'item')}`), text, link, place };
}
