import type { PromptView } from '../runner/prompter.ts';
import { type Card, type CardView, type Fitted, fitCard } from './card.ts';
import { clockLine, type Turn } from './clock-line.ts';
import { fitRow } from './fit-row.ts';
import { constantRow } from './keys.ts';
import { hyphens } from './rule.ts';
import type { Size } from './stage.ts';
import { highlight, type Style } from './style.ts';

/** What stands below a card: whose turn it is, and rows of keys or what is being typed. */
export interface Below {
  readonly turn: Turn;
  readonly keys: (columns: number) => readonly string[];
  /** Instead of the row of clocks. */
  readonly clock?: string | undefined;
  /** A screen of its own, such as that of leaving, has no further keys. */
  readonly constant?: boolean | undefined;
}

/** A card, the clock and the keys as they fit into the terminal. */
function framed(card: Card, below: Below, view: CardView, size: Size): Fitted {
  const { columns, rows } = size;
  const blocks = card.blocks.map((block) => ({
    ...block,
    rows: block.rows.flatMap((row) => fitRow(row, block.weight === 'output' ? size.terminalColumns : columns)),
  }));
  const foot = {
    hyphens: hyphens(columns),
    clock: [below.clock ?? clockLine(below.turn, view, columns)],
    keys: below.keys(columns),
    constant: below.constant === false ? [] : constantRow(columns),
  };
  return fitCard({ ...card, blocks }, foot, rows);
}

/** What is on the screen, made anew for every tick and size. */
export type Framing = (size: Size) => Fitted;

export function framing(card: (view: CardView) => Card, below: Below, view: PromptView): Framing {
  return (size) => {
    const cardView = { ...view, columns: size.columns };
    return framed(card(cardView), below, cardView, size);
  };
}

/** Colours our own words; a child's line is left as it is. */
export function coloured(rows: readonly string[], style: Style): readonly string[] {
  return rows.map((row) => (/^ [|:] /.test(row) ? row : highlight(row, style)));
}
