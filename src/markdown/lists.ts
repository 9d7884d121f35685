import type { Criterion, Item, Trouble } from '../runbook/runbook.ts';
import type { Block } from './block.ts';
import type { ParseContext } from './parse-context.ts';
import { checklistItemOf } from './step-body.ts';

/** The items of a section, or its paragraphs when it has no list. */
export function readItems(blocks: readonly Block[]): readonly Item[] {
  const items = blocks.filter((block) => block.kind === 'item');
  const source = items.length > 0 ? items : blocks.filter((block) => block.kind === 'paragraph');
  return source.map(({ text, place }) => ({ text, place }));
}

/** The task list items of a criteria section; `owner` addresses them. */
export function readCriteria(blocks: readonly Block[], owner: string, context: ParseContext): readonly Criterion[] {
  return blocks
    .filter((block) => block.kind === 'item')
    .filter((block) => block.task)
    .map((block) => ({ ...checklistItemOf(block, owner, context), check: undefined }));
}

/** Bold symptoms (or headings) with what to look at below them. */
export function readTroubles(blocks: readonly Block[], stepIds: readonly string[]): readonly Trouble[] {
  const troubles: { symptom: string; advice: string[]; step: string | undefined; place: Block['place'] }[] = [];
  for (const block of blocks) {
    const symptom = symptomOf(block);
    if (symptom !== undefined) {
      troubles.push({ symptom, advice: [], step: undefined, place: block.place });
      continue;
    }
    const last = troubles.at(-1);
    if (last === undefined) continue;
    if (block.kind === 'item' && block.link?.startsWith('#'))
      last.step ??= stepIds.find((id) => block.link === `#${id}`);
    if (block.kind === 'item' || block.kind === 'paragraph') last.advice.push(block.text);
    if (block.kind === 'fence') last.advice.push(block.fence.source);
  }
  return troubles;
}

function symptomOf(block: Block): string | undefined {
  if (block.kind === 'heading') return block.text;
  if (block.kind === 'paragraph' && block.bold) return block.text.replace(/:\s*$/, '');
  return undefined;
}
