import type { Place } from '../diagnostics/place.ts';
import type { Budget } from '../runbook/budget.ts';
import type { Metadata } from '../runbook/runbook.ts';
import type { Block } from './block.ts';
import { parseTimeText } from './time-text.ts';

const keys: Readonly<Record<string, keyof Metadata>> = {
  purpose: 'purpose',
  'when to use': 'whenToUse',
  'estimated time': 'estimatedTime',
  owner: 'owner',
  service: 'service',
  severity: 'severity',
  'last reviewed': 'lastReviewed',
  requires: 'requires',
};

export interface DocumentHead {
  readonly metadata: Metadata;
  readonly estimate: Budget | undefined;
  /** The heading blocks that were metadata: neither titles nor sections. */
  readonly used: ReadonlySet<Block>;
}

/** `# Purpose: …` headings and `**Purpose:** …` paragraphs → metadata, from a closed list of keys. */
export function readHead(blocks: readonly Block[]): DocumentHead {
  const metadata: { -readonly [K in keyof Metadata]: Metadata[K] } = {};
  const used = new Set<Block>();
  let estimate: Budget | undefined;
  for (const block of blocks) {
    if (block.kind !== 'heading' && !(block.kind === 'paragraph' && block.bold)) continue;
    for (const [index, line] of block.text.split('\n').entries()) {
      const match = /^([A-Za-z ]{4,15}?)\s*:\s*(.+)$/.exec(line.trim());
      const key = keys[(match?.[1] ?? '').toLowerCase()];
      if (match === null || key === undefined) continue;
      metadata[key] ??= match[2];
      used.add(block);
      if (key === 'estimatedTime') estimate ??= parseTimeText(match[2] ?? '', linePlace(block, index));
    }
  }
  return { metadata, estimate, used };
}

function linePlace(block: Block, index: number): Place {
  const { place } = block;
  return {
    line: place.line + index,
    column: index === 0 ? place.column : 1,
    endLine: place.line + index,
    endColumn: place.endColumn,
  };
}
