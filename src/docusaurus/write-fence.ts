import { checkboxes, component, lineOf, type MarkdownNode, paragraph } from './markdown-node.ts';
import type { Region } from './page-regions.ts';
import type { FenceText, PageSource } from './page-source.ts';

/** A fence is the commands that are in it; one that is only shown keeps nothing of its info string but the language. */
export function writeCode(block: MarkdownNode, regions: readonly Region[], source: PageSource): MarkdownNode[] {
  const [first, last] = [lineOf(block), block.position?.end.line ?? 0];
  if (holdsActions(first, last, source)) {
    const step = source.steps.get(first);
    const parts = writeParts(first, last, step === undefined ? regions : step.regions, source);
    return step === undefined ? parts : [component('RunbookStep', { of: step.id }, parts)];
  }
  // The code begins below the line of the fence.
  const isExpected = source.expectations.has(first) || source.expectations.has(first + 1);
  return isExpected
    ? [{ ...block, type: 'expected' }]
    : [{ ...block, meta: null, lang: block.lang?.split('{')[0] ?? null }];
}

/** All of its options stand in one fence. */
export function choiceInside(block: MarkdownNode, regions: readonly Region[]): Region | undefined {
  return block.type === 'code' ? choiceBetween(lineOf(block), block.position?.end.line ?? 0, regions) : undefined;
}

function choiceBetween(first: number, last: number, regions: readonly Region[]): Region | undefined {
  return regions.find(({ kind, start, end }) => kind === 'choice' && start >= first && end < last);
}

/** A choice may stand between what comes before it in its fence and what comes after. */
function writeParts(first: number, last: number, regions: readonly Region[], source: PageSource): MarkdownNode[] {
  const choice = choiceBetween(first, last, regions);
  if (choice === undefined) return partsIn(first, last, source);
  return [
    ...partsIn(first, choice.start - 1, source),
    component('RunbookChoice', { of: choice.id }, writeFenceOptions(choice, source)),
    ...partsIn(choice.end + 1, last, source),
  ];
}

/** Options that stand in one fence are written from what is known of them. */
function writeFenceOptions(region: Region, source: PageSource): MarkdownNode[] {
  return region.children.map((option) => {
    return optionElement(option, undefined, partsIn(option.start, option.end, source));
  });
}

/** What begins in those lines of a fence: commands, and what stands between them. */
function partsIn(first: number, last: number, { actions, texts }: PageSource): MarkdownNode[] {
  const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return lines.flatMap((line) => [
    ...writeText(texts.get(line)),
    ...(actions.get(line) ?? []).map((name) => component('RunbookCommand', { of: name })),
  ]);
}

function writeText(found: FenceText | undefined): MarkdownNode[] {
  if (found === undefined) return [];
  const { text, items } = found;
  return [...(text === '' ? [] : [paragraph(text)]), ...(items.length === 0 ? [] : [checkboxes(items)])];
}

function holdsActions(first: number, last: number, { actions }: PageSource): boolean {
  for (let line = first; line <= last; line += 1) if (actions.has(line)) return true;
  return false;
}

export function optionElement(
  { id, option }: Region,
  anchor: string | undefined,
  children: MarkdownNode[],
): MarkdownNode {
  return component('RunbookOption', { of: id, option: option?.key, anchor }, children);
}
