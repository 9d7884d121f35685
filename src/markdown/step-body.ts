import type { ActionRole } from '../runbook/action.ts';
import type { BodyNode, Condition } from '../runbook/body.ts';
import { assembleBody } from './assemble-body.ts';
import type { FenceAttributes } from './attributes.ts';
import type { Block, HeadingBlock, ItemBlock } from './block.ts';
import { readFenceBlock } from './body-fences.ts';
import { readItem } from './body-items.ts';
import { type Building, pushNode } from './body-pieces.ts';
import { endGuards, leaveGuards, openGuard } from './guard-scope.ts';
import { type Cue, readCue } from './guard-text.ts';
import { optionLabelOf } from './option-label.ts';
import { type ParseContext, uniqueAddress } from './parse-context.ts';

/** The content of a step or of an entry of a menu. */
export interface StepBody {
  readonly body: readonly BodyNode[];
  readonly condition: Condition | undefined;
  readonly overBudget: string | undefined;
  readonly prose: readonly string[];
  /** Of its first fence: what that says of the whole step. */
  readonly first: FenceAttributes | undefined;
}

export interface BodyOwner {
  /** Addresses the questions and actions. */
  readonly id: string;
  readonly role: ActionRole;
  /** A step is guarded as a whole and described by its first fence; an entry of a section has neither. */
  readonly is: 'step' | 'entry';
}

/** Blocks below a step's heading → its body. */
export function readStepBody(blocks: readonly Block[], owner: BodyOwner, context: ParseContext): StepBody {
  const building = beginBody(owner, context);
  for (const [index, block] of blocks.entries()) readBlock(block, blocks[index + 1], building);
  endWay(building);
  const { body, condition } = assembleBody(building);
  return { body, condition, overBudget: building.overBudget, prose: building.prose, first: building.first };
}

function beginBody({ id, role, is }: BodyOwner, context: ParseContext): Building {
  const root: Building['root'] = [];
  return {
    stepId: id,
    role,
    isStep: is === 'step',
    context,
    root,
    pieces: root,
    prose: [],
    ordinal: 0,
    cue: undefined,
    overBudget: undefined,
    isOverBudget: false,
    first: undefined,
    way: undefined,
    guards: [],
    hasNodes: false,
    openItems: undefined,
  };
}

function readBlock(block: Block, next: Block | undefined, building: Building): void {
  const cue: Cue =
    block.kind === 'heading' || block.kind === 'paragraph' || block.kind === 'item' ? readCue(block.text) : noCue;
  leaveGuards(block, cue.cue, building);
  if (block.kind !== 'item') building.openItems = undefined;
  switch (block.kind) {
    case 'heading':
      return readInnerHeading(block, cue, building);
    case 'paragraph':
      building.isOverBudget = false;
      return readText(block, cue, building);
    case 'item':
      building.cue = undefined;
      if (building.isOverBudget) return addOverBudget(block.text, building);
      if (!readItem(block, cue, next, building)) readText(block, cue, building);
      return;
    case 'fence':
      return readFenceBlock(block, building);
    case 'indented':
      building.cue = undefined;
      pushNode(building, {
        node: 'shown',
        language: '',
        source: block.source,
        why: 'indented-code',
        place: block.place,
      });
      return;
    case 'comment':
      return;
  }
}

const noCue: Cue = { cue: 'none' };

/** `#### Option B: …` divides a step into ways; any other heading inside it is common to all. */
function readInnerHeading(block: HeadingBlock, cue: Cue, building: Building): void {
  endWay(building);
  building.isOverBudget = false;
  building.cue = cue.cue === 'expected-output' || cue.cue === 'example-output' ? cue.cue : undefined;
  const label = optionLabelOf(block.text);
  if (label === undefined) return;
  building.way = { piece: 'way', label, place: block.place, pieces: [], prose: [] };
  building.root.push(building.way);
  building.pieces = building.way.pieces;
}

/** A way without anything that runs is done by hand. */
function endWay(building: Building): void {
  const { way, stepId, context } = building;
  endGuards(building);
  if (way !== undefined && !way.pieces.some((piece) => piece.piece === 'node' && piece.node.node !== 'shown')) {
    const id = uniqueAddress(context, `${stepId}.by-hand`);
    pushNode(building, { node: 'by-hand', id, text: way.prose.join('\n') || way.label.title, place: way.place });
  }
  building.way = undefined;
  building.pieces = building.root;
}

function readText(block: ItemBlock | (Block & { kind: 'paragraph' }), cue: Cue, building: Building): void {
  building.cue = undefined;
  switch (cue.cue) {
    case 'guard':
      if (cue.showsOutput) building.cue = 'example-output';
      return openGuard(cue, block, building);
    case 'over-budget':
      building.isOverBudget = cue.text === '' || cue.text.endsWith(':');
      return addOverBudget(cue.text, building);
    case 'expected-output':
    case 'example-output':
      building.cue = cue.cue;
      return;
    case 'or':
      building.pieces.push({ piece: 'or', place: block.place });
      return;
    case 'continuation':
    case 'none':
      if (building.way !== undefined) building.way.prose.push(block.text);
      else if (!building.hasNodes) building.prose.push(block.text);
  }
}

function addOverBudget(text: string, building: Building): void {
  building.overBudget = [building.overBudget, text].filter(Boolean).join('\n') || undefined;
}
