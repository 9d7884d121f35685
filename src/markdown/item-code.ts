import type { Block, ItemBlock } from '../runbook/block.ts';
import { mayRun } from './fence-kind.ts';

/** The code of a list item: none, code that is only shown (data, output, indented code), or some that runs. */
export type ItemCode = 'none' | 'shown' | 'runs';

/** What belongs to the item at an index: all that is indented below it, or the code right behind it. */
export function codeOfItem(item: ItemBlock, blocks: readonly Block[], index: number): ItemCode {
  let code: ItemCode = 'none';
  for (let at = index + 1; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined || !belongs(block, item, at === index + 1)) break;
    if (block.kind === 'fence' && mayRun(block.fence)) return 'runs';
    if (block.kind === 'fence' || block.kind === 'indented') code = 'shown';
  }
  return code;
}

function belongs(block: Block, { nesting }: ItemBlock, isNext: boolean): boolean {
  switch (block.kind) {
    case 'heading':
      return false;
    case 'item':
      return block.nesting > nesting;
    case 'paragraph':
    case 'comment':
      return block.nesting >= nesting;
    case 'fence':
    case 'indented':
      return isNext || block.nesting >= nesting;
  }
}
