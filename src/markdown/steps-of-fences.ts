import type { Block, FenceBlock, HeadingBlock } from '../runbook/block.ts';
import { type Cue, readCue } from './guard-text.ts';
import { optionLabelOf } from './option-label.ts';
import { paragraphLabelOf } from './option-paragraphs.ts';
import type { StepSource } from './step-source.ts';

interface Source {
  readonly heading: HeadingBlock;
  readonly blocks: Block[];
  isGuarded: boolean;
  /** An option attribute or heading has begun a choice. */
  isChoice: boolean;
}

/** A document without steps: each runnable fence is a step named by the heading above it, with the text before it. */
export function stepsOfFences(blocks: readonly Block[], title: HeadingBlock | undefined): readonly StepSource[] {
  const sources: Source[] = [];
  let heading = title ?? untitled;
  let before: Block[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading' && optionLabelOf(block.text) === undefined) {
      heading = block;
      before = [];
    } else if (block.kind === 'fence' && isRunnable(block)) {
      let source = sources.at(-1);
      if (source === undefined || !goesOn(source, heading, before, block)) {
        source = { heading, blocks: [], isGuarded: false, isChoice: false };
        sources.push(source);
      }
      add(source, [...before, block]);
      before = [];
    } else {
      before.push(block);
    }
  }
  return sources;
}

const untitled: HeadingBlock = {
  kind: 'heading',
  depth: 1,
  text: 'Runbook',
  anchor: 'runbook',
  id: undefined,
  place: { line: 1, column: 1, endLine: 1, endColumn: 1 },
  nesting: 0,
  inline: [],
};

function add(source: Source, blocks: readonly Block[]): void {
  source.blocks.push(...blocks);
  source.isGuarded ||= blocks.some((block) => cueOf(block) === 'guard');
  source.isChoice ||= blocks.some((block) => isWay(block) || (block.kind === 'fence' && hasOption(block)));
}

/** Another way, the output, or more of what a condition guards: no step of its own. */
function goesOn(last: Source, heading: HeadingBlock, before: readonly Block[], fence: FenceBlock): boolean {
  if (last.heading !== heading) return false;
  if (before.some((block) => cueOf(block) === 'or')) return true;
  if (hasOption(fence) || before.some(isWay)) return last.isChoice;
  const cue = cueOf(before.at(-1));
  if (cue === 'expected-output' || cue === 'example-output') return true;
  return last.isGuarded && !before.some(endsGuard);
}

function isWay(block: Block): boolean {
  return block.kind === 'heading' || paragraphLabelOf(block) !== undefined;
}

/** *Otherwise* belongs to the condition before it. */
function endsGuard(block: Block): boolean {
  if (block.kind !== 'paragraph' && block.kind !== 'item') return false;
  const cue = readCue(block.text);
  return cue.cue === 'none' || (cue.cue === 'guard' && !cue.opposes);
}

function cueOf(block: Block | undefined): Cue['cue'] | undefined {
  return block?.kind === 'paragraph' || block?.kind === 'item' ? readCue(block.text).cue : undefined;
}

function hasOption({ fence }: FenceBlock): boolean {
  return fence.attributes.some(({ key }) => key === 'option');
}

function isRunnable({ fence }: FenceBlock): boolean {
  return (
    /^(?:bash|sh|shell|console|sql|http|)$/.test(fence.language) ||
    fence.attributes.some(({ key }) => key === 'effect' || key === 'interpreter')
  );
}
