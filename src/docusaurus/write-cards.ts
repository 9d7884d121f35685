import { readCue } from '../markdown/guard-text.ts';
import { component, lineOf, type MarkdownNode, textOf } from './markdown-node.ts';
import type { Region } from './page-regions.ts';
import type { PageSource } from './page-source.ts';
import { choiceInside, optionElement, writeCode } from './write-fence.ts';

/** The blocks of a page with the parts of its runbook as cards: steps, questions, options, commands. */
export function writeCards(blocks: readonly MarkdownNode[], source: PageSource): MarkdownNode[] {
  const written: MarkdownNode[] = [];
  const shown = blocks.filter((block) => !isMetadata(block, source));
  for (let index = 0; index < shown.length; ) {
    const block = shown[index] as MarkdownNode;
    const step = block.type === 'heading' ? source.steps.get(lineOf(block)) : undefined;
    if (step === undefined) {
      written.push(...writeBlocks([block], [], source));
      index += 1;
      continue;
    }
    const end = sectionEnd(shown, index, source);
    const body = writeBlocks(shown.slice(index + 1, end), step.regions, source);
    written.push(block, component('RunbookStep', { of: step.id }, body));
    index = end;
  }
  return written;
}

/** Up to the next heading that is not deeper, or that is a step of its own. */
function sectionEnd(blocks: readonly MarkdownNode[], start: number, { steps }: PageSource): number {
  const depth = blocks[start]?.depth ?? 0;
  const length = blocks.slice(start + 1).findIndex((block) => {
    return block.type === 'heading' && ((block.depth ?? 0) <= depth || steps.has(lineOf(block)));
  });
  return length < 0 ? blocks.length : start + 1 + length;
}

/** Siblings, of which some belong together. */
function writeBlocks(blocks: readonly MarkdownNode[], regions: readonly Region[], source: PageSource): MarkdownNode[] {
  const written: MarkdownNode[] = [];
  for (let index = 0; index < blocks.length; ) {
    const block = blocks[index] as MarkdownNode;
    const region = choiceInside(block, regions) === undefined ? regions.find((one) => isWithin(block, one)) : undefined;
    if (region === undefined) {
      written.push(...writeBlock(block, regions, source));
      index += 1;
      continue;
    }
    const first = index;
    while (index < blocks.length && isWithin(blocks[index] as MarkdownNode, region)) index += 1;
    written.push(...writeRegion(region, blocks.slice(first, index), source));
  }
  return withoutLabels(written);
}

/** A fence may begin a line before what is known of it, and a paragraph hold more than the words that count. */
function isWithin(block: MarkdownNode, { start, end }: Region): boolean {
  const [first, last] = [lineOf(block), block.position?.end.line ?? 0];
  return first >= start && first <= end && last <= end + 1 && first > 0;
}

function writeRegion(region: Region, blocks: readonly MarkdownNode[], source: PageSource): MarkdownNode[] {
  switch (region.kind) {
    case 'guard':
      return [component('RunbookGuard', { of: region.id }, writeIntroduced(region, blocks, source))];
    case 'choice':
      return [component('RunbookChoice', { of: region.id }, writeBlocks(blocks, region.children, source))];
    case 'option':
      return [optionOf(region, blocks, source)];
  }
}

function optionOf(region: Region, blocks: readonly MarkdownNode[], source: PageSource): MarkdownNode {
  const [first] = blocks;
  const anchor = first?.type === 'heading' ? source.anchors.get(lineOf(first)) : undefined;
  const own = blocks.flatMap((block) => (block.type === 'listItem' ? (block.children ?? []) : [block]));
  return optionElement(region, anchor, writeIntroduced(region, own, source));
}

/** The words that introduce it are said by its component, unless they say more. */
function writeIntroduced(region: Region, blocks: readonly MarkdownNode[], source: PageSource): MarkdownNode[] {
  const [first, ...rest] = blocks;
  const isIntroduction =
    first !== undefined && lineOf(first) === region.line && (first.type === 'paragraph' || first.type === 'heading');
  const said = region.kind === 'guard' ? source.page.guards[region.id]?.text : region.option?.title;
  const kept = isIntroduction && saysNoMore(textOf(first), said ?? '') ? rest : blocks;
  return writeBlocks(kept, region.children, source);
}

/** What an author puts in front of a condition to be heeded. */
const warning = /\b(?:warning|critical|danger|caution|important|attention|note)\b/i;

function saysNoMore(text: string, said: string): boolean {
  if (warning.test(text) && !warning.test(said)) return false;
  const letters = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  const [long, short] = [letters(text), letters(said)];
  return short !== '' && long.includes(short) && long.length - short.length <= 12;
}

function writeBlock(block: MarkdownNode, regions: readonly Region[], source: PageSource): MarkdownNode[] {
  const line = lineOf(block);
  const trouble = source.troubles.get(line);
  const anchor = trouble === undefined ? [] : [component('RunbookAnchor', { id: trouble })];
  if (block.type === 'code') return [...anchor, ...writeCode(block, regions, source)];
  if (block.type === 'paragraph') return [...anchor, ...writeParagraph(block, source)];
  if (block.children === undefined) return [...anchor, block];
  const step = block.type === 'listItem' ? source.steps.get(line) : undefined;
  if (step !== undefined) {
    const [title, ...body] = block.children;
    const card = component('RunbookStep', { of: step.id }, writeBlocks(body, step.regions, source));
    return [{ ...block, children: [...(title === undefined ? [] : [title]), card] }];
  }
  const isFlow = block.type === 'list' || block.type === 'listItem' || block.type === 'blockquote';
  if (!isFlow) return [...anchor, block];
  const children = writeBlocks(block.children, regions, source);
  return [...anchor, ...(block.type === 'list' ? listsOf(block, children) : [{ ...block, children }])];
}

/** A list holds its items and nothing else: what became of some of them stands between lists. */
function listsOf(list: MarkdownNode, children: readonly MarkdownNode[]): MarkdownNode[] {
  const written: MarkdownNode[] = [];
  for (const child of children) {
    const last = written.at(-1);
    if (child.type === 'listItem' && last?.type === 'list') last.children?.push(child);
    else if (child.type === 'listItem') written.push({ ...list, start: numberOf(child, list), children: [child] });
    else if (child.type !== 'mdxJsxFlowElement') written.push(child);
    else written.push({ ...child, children: listsOf(list, child.children ?? []) });
  }
  return written;
}

function numberOf(item: MarkdownNode, { ordered, start, children = [] }: MarkdownNode): number | null {
  if (ordered !== true) return null;
  return (
    (start ?? 1) +
    Math.max(
      0,
      children.findIndex((one) => lineOf(one) === lineOf(item)),
    )
  );
}

/** The question of a whole step stands on its card. */
function writeParagraph(block: MarkdownNode, { conditions }: PageSource): MarkdownNode[] {
  const condition = conditions.get(lineOf(block));
  return condition !== undefined && saysNoMore(textOf(block), condition) ? [] : [block];
}

/** `Expected output:` goes with the fence that it announces. */
function withoutLabels(blocks: readonly MarkdownNode[]): MarkdownNode[] {
  return blocks.filter((block, index) => {
    if (block.type === 'expected') return false;
    const isLabel = block.type === 'paragraph' && blocks[index + 1]?.type === 'expected';
    return !(isLabel && readCue(textOf(block)).cue === 'expected-output' && textOf(block).length <= 60);
  });
}

/** Said at the top of the page. */
function isMetadata(block: MarkdownNode, { metadata }: PageSource): boolean {
  return (
    (block.type === 'paragraph' || block.type === 'heading') &&
    metadata.has(lineOf(block)) &&
    !/^\s*runbook/i.test(textOf(block))
  );
}
