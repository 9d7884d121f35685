import type { Place } from '../diagnostics/place.ts';
import type { ActionRole } from '../runbook/action.ts';
import type { Block } from '../runbook/block.ts';
import type { ChecklistItem, Condition, Leaf } from '../runbook/body.ts';
import type { FenceChoice } from './actions-of-fence.ts';
import type { FenceAttributes } from './attributes.ts';
import type { OptionLabel } from './option-label.ts';
import type { ParseContext } from './parse-context.ts';

/** What the blocks of a step say, in order, before guards and choices are built of it. */
export type Piece =
  | { readonly piece: 'node'; readonly node: Leaf | FenceChoice; readonly option: OptionLabel | undefined }
  | Way
  | GuardPiece
  | { readonly piece: 'end-guard' }
  | { readonly piece: 'or'; readonly place: Place };

export interface GuardPiece {
  readonly piece: 'guard';
  readonly condition: Condition;
  readonly introduces: boolean;
  /** It is for the case that the guard before does not hold. */
  readonly opposes: boolean;
}

/** `#### Option B: …` or `**Option B:** …` and all below it. */
export interface Way {
  readonly piece: 'way';
  readonly label: OptionLabel;
  readonly place: Place;
  readonly pieces: Piece[];
  readonly prose: string[];
}

/** A way that a text began, and what it interrupts. */
export interface TextWay {
  readonly way: Way;
  readonly pieces: Piece[];
  readonly guards: OpenGuard[];
  readonly nesting: number;
  readonly isItem: boolean;
}

/** A guard that covers what comes next. */
export interface OpenGuard {
  /** Index of its piece. */
  readonly at: number;
  readonly nesting: number;
  /** Something that runs or is asked stands below it. */
  hasNodes: boolean;
  /** A list right below it belongs to it as a whole. */
  hasList: boolean;
}

/** A body that is being read, block after block. */
export interface Building {
  readonly stepId: string;
  readonly role: ActionRole;
  /** Whether the first fence speaks for the whole step; elsewhere every fence speaks for itself. */
  readonly isStep: boolean;
  readonly context: ParseContext;
  readonly root: Piece[];
  /** Where pieces are added: those of the open way, else the root. */
  pieces: Piece[];
  readonly prose: string[];
  ordinal: number;
  cue: 'expected-output' | 'example-output' | undefined;
  overBudget: string | undefined;
  /** What follows is for the case that the step is over its budget. */
  isOverBudget: boolean;
  first: FenceAttributes | undefined;
  /** The texts that begin a way each. */
  readonly labels: ReadonlyMap<Block, OptionLabel>;
  way: Way | undefined;
  textWay: TextWay | undefined;
  /** From the outermost to the innermost. */
  guards: OpenGuard[];
  /** Something that runs or is asked has been found. */
  hasNodes: boolean;
  /** The items of the checklist that was read last, for those that follow at once. */
  openItems: ChecklistItem[] | undefined;
}

/** Adds a node below the guards and the way that are open. */
export function pushNode(building: Building, node: Leaf | FenceChoice, option?: OptionLabel): void {
  building.pieces.push({ piece: 'node', node, option });
  if (node.node === 'shown') return;
  building.hasNodes = true;
  for (const guard of building.guards) guard.hasNodes = true;
}
