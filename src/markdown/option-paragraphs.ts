import type { Block } from '../runbook/block.ts';
import { type OptionLabel, optionLabelOf } from './option-label.ts';

const form = /^[^\p{L}]{0,20}option\s{1,5}(?:\p{L}|\d{1,2})(?:\s*[:(]|\s+[–—-]\s|\s*$)/iu;

/** `**Option B (slow):** Roll back` of a paragraph or an item → its label; a sentence that speaks of options has none. */
export function paragraphLabelOf(block: Block): OptionLabel | undefined {
  if (block.kind !== 'paragraph' && (block.kind !== 'item' || block.task)) return undefined;
  const line = block.text.split('\n', 1)[0] ?? '';
  return form.test(line) ? optionLabelOf(line) : undefined;
}

/** The texts that begin a way each: at least two between the same headings stand above a fence. */
export function optionParagraphs(blocks: readonly Block[]): ReadonlyMap<Block, OptionLabel> {
  const found = new Map<Block, OptionLabel>();
  let stretch: { readonly block: Block; readonly label: OptionLabel; hasFence: boolean }[] = [];
  const close = () => {
    if (stretch.filter(({ hasFence }) => hasFence).length > 1)
      for (const { block, label } of stretch) found.set(block, label);
    stretch = [];
  };
  for (const block of blocks) {
    const label = paragraphLabelOf(block);
    const last = stretch.at(-1);
    if (block.kind === 'heading') close();
    else if (label !== undefined) stretch.push({ block, label, hasFence: false });
    else if (block.kind === 'fence' && last !== undefined) last.hasFence = true;
  }
  close();
  return found;
}
