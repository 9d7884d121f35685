import type { Block } from '../runbook/block.ts';
import type { Budget } from '../runbook/budget.ts';
import type { Metadata } from '../runbook/runbook.ts';
import { reportTurnedRange } from './budget-problems.ts';
import type { ParseContext } from './parse-context.ts';
import { placeOfWords } from './source-text.ts';
import { parseTimeText } from './time-text.ts';

const keys = new Map<string, keyof Metadata>([
  ['purpose', 'purpose'],
  ['when to use', 'whenToUse'],
  ['estimated time', 'estimatedTime'],
  ['owner', 'owner'],
  ['service', 'service'],
  ['severity', 'severity'],
  ['last reviewed', 'lastReviewed'],
  ['requires', 'requires'],
]);

export interface DocumentHead {
  readonly metadata: Metadata;
  readonly estimate: Budget | undefined;
  /** The blocks that were metadata: neither titles nor sections nor prose. */
  readonly used: ReadonlySet<Block>;
  /** Those of them that hold nothing else: what they say is known, every line of it. */
  readonly whole: ReadonlySet<Block>;
}

/** `# Purpose: …` headings and, above the first section, `**Purpose:** …` paragraphs; the keys are a closed list. */
export function readHead(blocks: readonly Block[], context: ParseContext): DocumentHead {
  const metadata: { -readonly [K in keyof Metadata]: Metadata[K] } = {};
  const used = new Set<Block>();
  const whole = new Set<Block>();
  let estimate: Budget | undefined;
  for (const block of headOf(blocks)) {
    let isWhole = true;
    for (const [index, line] of block.text.split('\n').entries()) {
      const match = /^([A-Za-z ]{4,15}?)\s*:\s*(\S.*)$/.exec(line.trim());
      const key = keys.get((match?.[1] ?? '').toLowerCase());
      const value = match?.[2];
      if (key === undefined || value === undefined) {
        isWhole = false;
        continue;
      }
      metadata[key] ??= value;
      isWhole &&= metadata[key] === value;
      used.add(block);
      const time = key === 'estimatedTime' ? parseTimeText(value) : undefined;
      if (time === undefined || estimate !== undefined) continue;
      estimate = { ...time, place: placeOfWords(context.lines, block.place.line + index, value) };
      reportTurnedRange(value, estimate, context);
    }
    if (isWhole) whole.add(block);
  }
  return { metadata, estimate, used, whole };
}

type HeadBlock = Block & { readonly kind: 'heading' | 'paragraph' };

/** Headings of the first level wherever they stand, bold paragraphs above the first section. */
function headOf(blocks: readonly Block[]): readonly HeadBlock[] {
  const end = blocks.findIndex((block) => block.kind === 'heading' && block.depth > 1);
  return blocks.flatMap((block, index): readonly HeadBlock[] => {
    if (block.kind === 'heading') return block.depth === 1 ? [block] : [];
    return block.kind === 'paragraph' && block.bold && (end === -1 || index < end) ? [block] : [];
  });
}
