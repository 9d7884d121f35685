import type { PromptView } from '../runner/prompter.ts';

/** What a card is made from: the run, and how wide it may be. */
export interface CardView extends PromptView {
  readonly columns: number;
}

/** What a block is for decides when it gives way on a small screen. */
type Weight = 'always' | 'prose' | 'facts' | 'output' | 'help' | 'command';

export interface Block {
  readonly weight: Weight;
  readonly rows: readonly string[];
}

/** The title rule, and below it blocks in the order of reading. */
export interface Card {
  readonly rule: string;
  readonly blocks: readonly Block[];
}

/** Whose turn it is, what may be pressed now, and the row of keys that is always the same. */
export interface Foot {
  readonly hyphens: string;
  readonly clock: readonly string[];
  readonly keys: readonly string[];
  readonly constant: readonly string[];
}

export interface Fitted {
  readonly rows: readonly string[];
  /** The command did not fit: it must be read whole before it is confirmed. */
  readonly isCut: boolean;
}

const leastOutput = 3;

/**
 * Fits a card and its foot into so many rows. Given up in this order: prose, facts, output down to three rows, help,
 * the constant keys; then the command is cut, and says so. Rule, effect, target, clock and keys never are.
 */
export function fitCard(card: Card, foot: Foot, rows: number): Fitted {
  const ways: readonly ((blocks: readonly Block[]) => readonly Block[])[] = [
    (blocks) => blocks,
    (blocks) => blocks.filter(({ weight }) => weight !== 'prose'),
    (blocks) => blocks.filter(({ weight }) => weight !== 'facts'),
    (blocks) => blocks.map(withLeastOutput),
    (blocks) => blocks.filter(({ weight }) => weight !== 'help'),
    (blocks) => blocks.map(withoutBlankRows),
  ];
  let blocks = card.blocks;
  for (const give of ways) {
    blocks = give(blocks);
    const all = joined(card.rule, blocks, foot, 'whole');
    if (all.length <= rows) return { rows: all, isCut: false };
  }
  const short = joined(card.rule, blocks, foot, 'short');
  return short.length <= rows ? { rows: short, isCut: false } : cut(card.rule, blocks, foot, rows);
}

function withLeastOutput(block: Block): Block {
  return block.weight === 'output' ? { ...block, rows: block.rows.slice(-leastOutput) } : block;
}

function withoutBlankRows(block: Block): Block {
  return block.weight === 'command' ? block : { ...block, rows: block.rows.filter((row) => row !== '') };
}

function joined(rule: string, blocks: readonly Block[], foot: Foot, keys: 'whole' | 'short'): readonly string[] {
  const constant = keys === 'whole' ? foot.constant : [];
  return [rule, ...blocks.flatMap((block) => block.rows), foot.hyphens, ...foot.clock, ...foot.keys, ...constant];
}

/** Whatever is left over is taken from the end of the command, else from the end of the card. */
function cut(rule: string, blocks: readonly Block[], foot: Foot, rows: number): Fitted {
  const excess = joined(rule, blocks, foot, 'short').length - rows + 1;
  const at = Math.max(
    0,
    blocks.findLastIndex(({ weight }) => weight === 'command'),
  );
  const isCommand = blocks[at]?.weight === 'command';
  const shortened = blocks.map((block, index) => {
    if (index !== at) return block;
    const kept = block.rows.slice(0, Math.max(0, block.rows.length - excess));
    return { ...block, rows: [...kept, moreRows(block.rows.length - kept.length)] };
  });
  const above = [rule, ...shortened.flatMap((block) => block.rows)];
  const below = joined(rule, [], foot, 'short').slice(1);
  const room = Math.max(2, rows - below.length);
  const shown = above.length <= room ? above : [...above.slice(0, room - 1), moreRows(above.length - room + 1)];
  return { rows: [...shown, ...below], isCut: isCommand };
}

function moreRows(count: number): string {
  return ` :   ... ${count} more rows`;
}

export function block(weight: Weight, rows: readonly string[]): Block {
  return { weight, rows };
}
