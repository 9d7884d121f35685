import type { ActionRole } from '../runbook/action.ts';
import type { Block, HeadingBlock, ItemBlock } from '../runbook/block.ts';
import type { BodyNode, Condition } from '../runbook/body.ts';
import { assembleBody } from './assemble-body.ts';
import type { FenceAttributes } from './attributes.ts';
import { readFenceBlock } from './body-fences.ts';
import { readItem } from './body-items.ts';
import { type Building, pushNode } from './body-pieces.ts';
import { leaveGuards, openGuard } from './guard-scope.ts';
import { type Cue, readCue } from './guard-text.ts';
import { optionLabelOf } from './option-label.ts';
import { optionParagraphs } from './option-paragraphs.ts';
import type { ParseContext } from './parse-context.ts';
import { endWays, leaveTextWay, openHeadingWay, openTextWay } from './ways.ts';

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
  const building = beginBody(owner, optionParagraphs(blocks), context);
  for (const [index, block] of blocks.entries()) readBlock(block, { blocks, index }, building);
  endWays(building);
  const { body, condition } = assembleBody(building);
  return { body, condition, overBudget: building.overBudget, prose: building.prose, first: building.first };
}

function beginBody({ id, role, is }: BodyOwner, labels: Building['labels'], context: ParseContext): Building {
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
    labels,
    way: undefined,
    textWay: undefined,
    guards: [],
    hasNodes: false,
    openItems: undefined,
  };
}

function readBlock(
  block: Block,
  at: { readonly blocks: readonly Block[]; readonly index: number },
  building: Building,
): void {
  const cue: Cue =
    block.kind === 'heading' || block.kind === 'paragraph' || block.kind === 'item' ? readCue(block.text) : noCue;
  const label = building.labels.get(block);
  if (label !== undefined && (block.kind === 'paragraph' || block.kind === 'item')) {
    building.cue = undefined;
    return openTextWay(label, block, building);
  }
  leaveTextWay(block, cue.cue, building);
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
      if (!readItem(block, cue, at, building)) readText(block, cue, building);
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
  endWays(building);
  building.isOverBudget = false;
  building.cue = cue.cue === 'expected-output' || cue.cue === 'example-output' ? cue.cue : undefined;
  const label = optionLabelOf(block.text);
  if (label !== undefined) openHeadingWay(label, block, building);
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
      return pushProse(block.text, building);
  }
}

function pushProse(text: string, { way, textWay, hasNodes, prose }: Building): void {
  const open = textWay?.way ?? way;
  if (open !== undefined) open.prose.push(text);
  else if (!hasNodes) prose.push(text);
}

function addOverBudget(text: string, building: Building): void {
  building.overBudget = [building.overBudget, text].filter(Boolean).join('\n') || undefined;
}
