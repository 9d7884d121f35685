import { readCue } from '../markdown/guard-text.ts';
import { component, type MarkdownNode, textOf } from './markdown-node.ts';
import type { Region } from './page-regions.ts';
import type { PageSource } from './page-source.ts';

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
    const region = regions.find((one) => isWithin(block, one));
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
      return [component('RunbookChoice', { of: region.id }, writeOptions(region, blocks, source))];
    case 'option':
      return [optionOf(region, blocks, source)];
  }
}

/** All options may stand in one fence; then they are written from what is known of them. */
function writeOptions(region: Region, blocks: readonly MarkdownNode[], source: PageSource): MarkdownNode[] {
  const [only] = blocks;
  if (blocks.length > 1 || only?.type !== 'code') return writeBlocks(blocks, region.children, source);
  return region.children.map((option) => {
    return optionElement(option, undefined, commandsIn(option.start, option.end + 1, source));
  });
}

/** The commands whose code begins in those lines. */
function commandsIn(first: number, last: number, { actions }: PageSource): MarkdownNode[] {
  const lines = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return lines.flatMap((line) => actions.get(line) ?? []).map((name) => component('RunbookCommand', { of: name }));
}

function optionOf(region: Region, blocks: readonly MarkdownNode[], source: PageSource): MarkdownNode {
  const [first] = blocks;
  const anchor = first?.type === 'heading' ? source.anchors.get(lineOf(first)) : undefined;
  return optionElement(region, anchor, writeIntroduced(region, blocks, source));
}

function optionElement({ id, option }: Region, anchor: string | undefined, children: MarkdownNode[]): MarkdownNode {
  return component('RunbookOption', { of: id, option: option?.key, anchor }, children);
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
  if (block.type === 'code') return [...anchor, ...writeCode(block, source)];
  if (block.type === 'paragraph') return [...anchor, ...writeParagraph(block, source)];
  if (block.children === undefined) return [...anchor, block];
  const step = block.type === 'listItem' ? source.steps.get(line) : undefined;
  if (step !== undefined) {
    const [title, ...body] = block.children;
    const card = component('RunbookStep', { of: step.id }, writeBlocks(body, step.regions, source));
    return [{ ...block, children: [...(title === undefined ? [] : [title]), card] }];
  }
  const isFlow = block.type === 'list' || block.type === 'listItem' || block.type === 'blockquote';
  return [...anchor, isFlow ? { ...block, children: writeBlocks(block.children, regions, source) } : block];
}

/** The question of a whole step stands on its card. */
function writeParagraph(block: MarkdownNode, { conditions }: PageSource): MarkdownNode[] {
  const condition = conditions.get(lineOf(block));
  return condition !== undefined && saysNoMore(textOf(block), condition) ? [] : [block];
}

/** A fence is the commands that are in it; one that is only shown keeps nothing of its info string but the language. */
function writeCode(block: MarkdownNode, source: PageSource): MarkdownNode[] {
  const [first, last] = [lineOf(block), block.position?.end.line ?? 0];
  const commands = commandsIn(first, last, source);
  if (commands.length > 0) {
    const step = source.steps.get(first);
    return step === undefined ? commands : [component('RunbookStep', { of: step.id }, commands)];
  }
  // The code begins below the line of the fence.
  const isExpected = source.expectations.has(first) || source.expectations.has(first + 1);
  return isExpected
    ? [{ ...block, type: 'expected' }]
    : [{ ...block, meta: null, lang: block.lang?.split('{')[0] ?? null }];
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

export function lineOf(node: MarkdownNode): number {
  return node.position?.start.line ?? 0;
}
