import type { Place } from '../diagnostics/place.ts';
import type { InlineMark } from './document.ts';
import type { Fence } from './fence.ts';

interface Marked {
  readonly inline: readonly InlineMark[];
}

interface Placed {
  readonly place: Place;
  /** How many lists it stands in: 0 outside, 1 for the text of an item and what is indented below it. */
  readonly nesting: number;
}

export interface HeadingBlock extends Placed, Marked {
  readonly kind: 'heading';
  readonly depth: number;
  readonly text: string;
  /** GitHub's anchor: unique in the document. Empty for a list item that stands for a heading. */
  readonly anchor: string;
  /** `undo` of a trailing `<!-- #undo -->`. */
  readonly id: string | undefined;
}

export interface ParagraphBlock extends Placed, Marked {
  readonly kind: 'paragraph';
  readonly text: string;
  /** Begins with bold text: `**Pod stuck:**`. */
  readonly bold: boolean;
  readonly link: string | undefined;
}

/** The first paragraph of a list item, or a row of a table that stands for one. */
export interface ItemBlock extends Placed, Marked {
  readonly kind: 'item';
  readonly text: string;
  readonly bold: boolean;
  readonly ordered: boolean;
  /** A task list item: `- [ ] …`. */
  readonly task: boolean;
  readonly link: string | undefined;
  readonly hasFence: boolean;
}

export interface FenceBlock extends Placed {
  readonly kind: 'fence';
  readonly fence: Fence;
}

export interface IndentedBlock extends Placed {
  readonly kind: 'indented';
  readonly source: string;
}

export interface CommentBlock extends Placed {
  readonly kind: 'comment';
  readonly text: string;
}

/** A document as one flat stream in source order: lists and quotes are opened, fences keep their place. */
export type Block = HeadingBlock | ParagraphBlock | ItemBlock | FenceBlock | IndentedBlock | CommentBlock;
