import type { Block } from '../runbook/block.ts';
import type { Criterion, Item, Trouble } from '../runbook/runbook.ts';
import type { Step } from '../runbook/step.ts';
import { checklistItemOf } from './body-items.ts';
import type { ParseContext } from './parse-context.ts';

/** The items of a section, or its paragraphs when it has no list. */
export function readItems(blocks: readonly Block[]): readonly Item[] {
  return textsOf(blocks).map(({ text, place }) => ({ text, place }));
}

/** Where a section has a list, its items; else its paragraphs. */
export function textsOf(blocks: readonly Block[]): readonly (Block & { readonly kind: 'item' | 'paragraph' })[] {
  const items = blocks.filter((block) => block.kind === 'item');
  return items.length > 0 ? items : blocks.filter((block) => block.kind === 'paragraph');
}

/** The task list items of a criteria section, or all items where none is a task; `owner` addresses them. */
export function readCriteria(blocks: readonly Block[], owner: string, context: ParseContext): readonly Criterion[] {
  const items = blocks.filter((block) => block.kind === 'item');
  const tasks = items.filter((block) => block.task);
  return (tasks.length > 0 ? tasks : items).map((block) => ({
    ...checklistItemOf(block, owner, context),
    check: undefined,
  }));
}

interface OpenTrouble {
  readonly symptom: string;
  readonly advice: string[];
  step: string | undefined;
  readonly place: Block['place'];
}

/** Bold symptoms (or headings) with what to look at below them; where there are none, every item is one. */
export function readTroubles(blocks: readonly Block[], steps: readonly Step[]): readonly Trouble[] {
  const stepOf = new Map<string, string>([
    ...steps.map(({ id, anchor }) => [`#${anchor}`, id] as const),
    ...steps.map(({ id }) => [`#${id}`, id] as const),
  ]);
  const isSymptom = symptomTest(blocks);
  const troubles: OpenTrouble[] = [];
  for (const block of blocks) {
    const link = block.kind === 'item' || block.kind === 'paragraph' ? block.link : undefined;
    const step = link === undefined ? undefined : stepOf.get(link);
    const last = troubles.at(-1);
    if (isSymptom(block) && 'text' in block) {
      troubles.push({ symptom: block.text.replace(/:\s*$/, ''), advice: [], step, place: block.place });
    } else if (last !== undefined) {
      last.step ??= step;
      last.advice.push(...adviceOf(block));
    }
  }
  return troubles;
}

/** Headings and bold paragraphs; without any, bold items of the outermost list; without any, all items. */
function symptomTest(blocks: readonly Block[]): (block: Block) => boolean {
  const isHead = (block: Block) => block.kind === 'heading' || (block.kind === 'paragraph' && block.bold);
  const isBoldItem = (block: Block) => block.kind === 'item' && block.nesting === 1 && block.bold;
  const isText = (block: Block) => block.kind === 'item' && block.nesting === 1;
  return [isHead, isBoldItem, isText].find((test) => blocks.some(test)) ?? isText;
}

function adviceOf(block: Block): readonly string[] {
  if (block.kind === 'item' || block.kind === 'paragraph') return [block.text];
  return block.kind === 'fence' ? [block.fence.source] : [];
}
