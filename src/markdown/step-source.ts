import type { Block, HeadingBlock, ItemBlock } from '../runbook/block.ts';
import { readCue } from './guard-text.ts';
import { isNumbered, isStepHeading, parseStepHeading } from './step-heading.ts';
import { stepsOfFences } from './steps-of-fences.ts';

/** A step before its body is read: what names it and the blocks below. */
export interface StepSource {
  readonly heading: HeadingBlock;
  readonly blocks: readonly Block[];
}

/**
 * Cuts a section at the headings one level below it; fences before the first are a step of their own. A section without
 * headings holds a step for each numbered item with a fence, else it is one step.
 */
export function stepsOfSection(heading: HeadingBlock, blocks: readonly Block[]): readonly StepSource[] {
  const depth = blocks.reduce((least, block) => (block.kind === 'heading' ? Math.min(least, block.depth) : least), 7);
  const { before, parts } = cutAt(blocks, (block) => block.depth === depth);
  const items = parts.length === 0 ? cutAtItems(before) : undefined;
  if (items === undefined) return [...(holdsFence(before) ? [{ heading, blocks: before }] : []), ...parts];
  if (items.parts.some((part) => holdsFence(part.blocks)))
    return [...(holdsFence(items.before) ? [{ heading, blocks: items.before }] : []), ...items.parts];
  return before.some((block) => block.kind === 'fence' || isQuestion(block)) ? [{ heading, blocks: before }] : [];
}

/** Without a steps section: numbered headings, else numbered items with fences, else every fence by its heading. */
export function stepsOfDocument(blocks: readonly Block[], title: HeadingBlock | undefined): readonly StepSource[] {
  const numbered = stepsOfHeadings(blocks, title);
  if (numbered.length > 0) return numbered;
  const items = stepsOfItems(blocks);
  return items.length > 0 ? items : stepsOfFences(blocks, title);
}

/** A numbered heading's step ends at the next heading that is not deeper, numbered or not. */
function stepsOfHeadings(blocks: readonly Block[], title: HeadingBlock | undefined): readonly StepSource[] {
  const cuts = numberedCuts(blocks, title);
  return cutAt(blocks, (block) => cuts.has(block)).parts.map((source) => {
    const end = source.blocks.findIndex((block) => block.kind === 'heading' && block.depth <= source.heading.depth);
    return end === -1 ? source : { ...source, blocks: source.blocks.slice(0, end) };
  });
}

/** `Step N` begins a step at any level; `N.` only where it stands neither below another step nor above a `Step N`. */
function numberedCuts(blocks: readonly Block[], title: HeadingBlock | undefined): ReadonlySet<HeadingBlock> {
  const numbered = blocks.filter((block) => block.kind === 'heading' && block !== title && isNumbered(block.text));
  const cuts = new Set<HeadingBlock>();
  let above: HeadingBlock | undefined;
  for (const [index, block] of numbered.entries()) {
    if (block.kind !== 'heading') continue;
    const next = numbered[index + 1];
    const isRoof =
      next?.kind === 'heading' && next.depth > block.depth && isStepHeading(next.text) && !isStepHeading(block.text);
    const divides = above !== undefined && block.depth > above.depth && !beginsStep(block.text);
    if (isRoof || divides) continue;
    cuts.add(block);
    above = block;
  }
  return cuts;
}

/** `Step 2`, but not `Step 1.2`, `Step 1a` or `2.`, which divide the step that they stand in. */
function beginsStep(heading: string): boolean {
  return isStepHeading(heading) && /^\d+$/.test(parseStepHeading(heading).number ?? '');
}

function stepsOfItems(blocks: readonly Block[]): readonly StepSource[] {
  const sources = cutAtItems(blocks, (block) => block.kind === 'heading').parts;
  return sources.some((source) => holdsFence(source.blocks)) ? sources : [];
}

/** A step for every numbered item of the outermost lists, with all that follows up to the next or to what `ends` it. */
function cutAtItems(
  blocks: readonly Block[],
  ends: (block: Block) => boolean = () => false,
): { readonly before: readonly Block[]; readonly parts: readonly StepSource[] } {
  const before: Block[] = [];
  const parts: { heading: HeadingBlock; blocks: Block[] }[] = [];
  let open: Block[] | undefined = before;
  for (const block of blocks) {
    if (block.kind === 'item' && block.ordered && block.nesting === 1) {
      open = [];
      parts.push({ heading: headingOfItem(block), blocks: open });
      open.push(...restOfItem(block));
    } else if (ends(block)) open = undefined;
    else open?.push(block);
  }
  return { before, parts };
}

function headingOfItem({ text, place, nesting }: ItemBlock): HeadingBlock {
  return {
    kind: 'heading',
    depth: 6,
    text: text.split('\n')[0] ?? '',
    anchor: '',
    id: undefined,
    place,
    nesting,
    inline: [],
  };
}

/** What an item says beyond its first line; all of it where that line is a condition. */
function restOfItem({ text, place, nesting, bold, link }: ItemBlock): readonly Block[] {
  const rest = readCue(text).cue === 'guard' ? text : text.split('\n').slice(1).join('\n');
  return rest === '' ? [] : [{ kind: 'paragraph', text: rest, place, nesting, bold, link, inline: [] }];
}

function isQuestion(block: Block): boolean {
  return block.kind === 'item' && (block.ordered || block.task);
}

function holdsFence(blocks: readonly Block[]): boolean {
  return blocks.some((block) => block.kind === 'fence');
}

function cutAt(
  blocks: readonly Block[],
  isCut: (block: HeadingBlock) => boolean,
): { before: readonly Block[]; parts: readonly StepSource[] } {
  const before: Block[] = [];
  const parts: { heading: HeadingBlock; blocks: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading' && isCut(block)) parts.push({ heading: block, blocks: [] });
    else (parts.at(-1)?.blocks ?? before).push(block);
  }
  return { before, parts };
}
