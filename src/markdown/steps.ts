import type { ActionRole } from '../runbook/action.ts';
import type { BodyNode } from '../runbook/body.ts';
import type { Budget } from '../runbook/budget.ts';
import type { Need, Step } from '../runbook/step.ts';
import { whenOf } from './actions-of-fence.ts';
import type { FenceAttributes } from './attributes.ts';
import { readAttributes } from './attributes.ts';
import type { Block, HeadingBlock } from './block.ts';
import { parseInfoString } from './info-string.ts';
import { claimName, type ParseContext, uniqueAddress } from './parse-context.ts';
import { readStepBody } from './step-body.ts';
import { isNumbered, parseStepHeading, type StepHeading } from './step-heading.ts';

/** A step before its body is read: what names it and the blocks below. */
export interface StepSource {
  readonly heading: HeadingBlock;
  readonly blocks: readonly Block[];
}

/** Cuts a steps section at the headings one level below it; fences before the first are a step of their own. */
export function stepsOfSection(heading: HeadingBlock, blocks: readonly Block[]): readonly StepSource[] {
  const depths = blocks.filter((block) => block.kind === 'heading').map((block) => block.depth);
  const depth = Math.min(...depths);
  const cut = cutAt(blocks, (block) => block.depth === depth);
  const own = isRunnable(cut.before) ? [{ heading, blocks: cut.before }] : [];
  return [...own, ...cut.parts];
}

/** Without a steps section: numbered headings, else numbered items with fences, else every fence by its heading. */
export function stepsOfDocument(blocks: readonly Block[], title: HeadingBlock | undefined): readonly StepSource[] {
  const numbered = cutAt(blocks, (block) => block !== title && isNumbered(block)).parts.map(withoutOtherHeadings);
  if (numbered.length > 0) return numbered;
  const items = stepsOfItems(blocks);
  if (items.length > 0) return items;
  return stepsOfFences(blocks, title);
}

/** A numbered heading's step ends at the next heading that is not deeper, numbered or not. */
function withoutOtherHeadings(source: StepSource): StepSource {
  const end = source.blocks.findIndex((block) => block.kind === 'heading' && block.depth <= source.heading.depth);
  return end === -1 ? source : { ...source, blocks: source.blocks.slice(0, end) };
}

function stepsOfItems(blocks: readonly Block[]): readonly StepSource[] {
  const sources: { heading: HeadingBlock; blocks: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'item' && block.ordered && block.level === 0) {
      sources.push({
        heading: { kind: 'heading', depth: 6, text: block.text, anchor: '', id: undefined, place: block.place },
        blocks: [],
      });
    } else if (block.kind === 'heading') {
      sources.push({ heading: block, blocks: [] });
    } else {
      sources.at(-1)?.blocks.push(block);
    }
  }
  const items = sources.filter((source) => source.heading.anchor === '');
  return items.some((source) => source.blocks.some((block) => block.kind === 'fence')) ? items : [];
}

function stepsOfFences(blocks: readonly Block[], title: HeadingBlock | undefined): readonly StepSource[] {
  let heading = title ?? {
    kind: 'heading' as const,
    depth: 1,
    text: 'Runbook',
    anchor: 'runbook',
    id: undefined,
    place: { line: 1, column: 1, endLine: 1, endColumn: 1 },
  };
  const sources: StepSource[] = [];
  let before: Block[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      heading = block;
      before = [];
    } else if (block.kind === 'fence' && isRunnableFence(block)) {
      sources.push({ heading, blocks: [...before, block] });
      before = [];
    } else {
      before.push(block);
    }
  }
  return sources;
}

function isRunnable(blocks: readonly Block[]): boolean {
  return blocks.some((block) => block.kind === 'fence');
}

function isRunnableFence(block: Block & { kind: 'fence' }): boolean {
  return (
    /^(?:bash|sh|shell|console|sql|http|zsh|)$/.test(block.fence.language) ||
    block.fence.attributes.some(({ key }) => key === 'effect' || key === 'interpreter')
  );
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

/** Reads one step whole: id, budget, what it needs, its body. */
export function readStep(source: StepSource, role: ActionRole, context: ParseContext): Step {
  const heading = parseStepHeading(source.heading);
  const note = stepNote(source.blocks, context);
  const given = source.heading.id ?? firstFenceId(source.blocks);
  const id = uniqueAddress(context, given ?? heading.id);
  if (source.heading.id !== undefined) claimName(context, source.heading.id, 'step', source.heading.place);
  const content = readStepBody(source.blocks, id, role, context);
  const from = content.first ?? note;
  return {
    id,
    anchor: source.heading.anchor,
    title: heading.title,
    heading: source.heading.text,
    budget: budgetOf(heading, from ?? note, source.heading),
    needs: needsOf(content.first) ?? needsOf(note),
    condition: content.condition && { ...content.condition, id, when: whenOf(from?.when) },
    when: content.condition === undefined ? whenOf(from?.when ?? note?.when) : undefined,
    onFailure: needOf(content.first?.onFailure ?? note?.onFailure),
    overBudget: content.overBudget,
    prose: content.prose,
    body: content.body.length > 0 ? content.body : [byHand(source, id, content.prose, context)],
    place: source.heading.place,
  };
}

/** A step of prose alone is something to do by hand. */
function byHand(source: StepSource, id: string, prose: readonly string[], context: ParseContext): BodyNode {
  const text = prose.join('\n') || source.heading.text;
  return { node: 'by-hand', id: uniqueAddress(context, `${id}.by-hand`), text, place: source.heading.place };
}

function firstFenceId(blocks: readonly Block[]): string | undefined {
  const fence = blocks.find((block) => block.kind === 'fence');
  const named = fence?.fence.attributes.filter(({ key }) => key === 'name' || key === 'id') ?? [];
  const value = (named.find(({ key }) => key === 'name') ?? named[0])?.value;
  return value !== undefined && /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(value) ? value : undefined;
}

/** `<!-- runbook: needs=a budget=1m -->` below the heading. */
function stepNote(blocks: readonly Block[], context: ParseContext): FenceAttributes | undefined {
  for (const block of blocks) {
    if (block.kind === 'fence') return undefined;
    if (block.kind !== 'comment') continue;
    const note = /^runbook:\s*([\s\S]*)$/.exec(block.text);
    if (note === null) continue;
    const info = parseInfoString(`x {${note[1] ?? ''}}`, block.place.line, block.place.column);
    context.diagnostics.push(...info.diagnostics);
    return readAttributes(info.attributes, context.diagnostics);
  }
  return undefined;
}

function budgetOf(
  heading: StepHeading,
  attributes: FenceAttributes | undefined,
  block: HeadingBlock,
): Budget | undefined {
  if (heading.budget !== undefined) return heading.budget;
  const ms = attributes?.budgetMs;
  return ms === undefined
    ? undefined
    : { lowerMs: ms, upperMs: ms, place: attributes?.places.get('budget') ?? block.place };
}

function needsOf(attributes: FenceAttributes | undefined): readonly Need[] | undefined {
  return attributes?.needs?.map(({ text, place }) => ({ step: text, place }));
}

function needOf(value: FenceAttributes['onFailure']): Need | undefined {
  return value && { step: value.text, place: value.place };
}
