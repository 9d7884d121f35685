import type { Place } from '../diagnostics/place.ts';
import { placeAt } from '../diagnostics/place.ts';
import type { Action, ActionRole, Expectation } from '../runbook/action.ts';
import type { BodyNode, ChecklistItem, Choice, Condition, Guard, Leaf } from '../runbook/body.ts';
import { type FenceChoice, readFence, shownOf, whenOf } from './actions-of-fence.ts';
import type { FenceAttributes } from './attributes.ts';
import type { Block, FenceBlock, HeadingBlock, ItemBlock } from './block.ts';
import { type OptionLabel, parseOptionLabel, preselectedOf, withKey } from './fence-paragraphs.ts';
import { readCue } from './guard-text.ts';
import { type ParseContext, report, uniqueAddress } from './parse-context.ts';
import { slugOf } from './slug.ts';

/** The content of a step or of an entry of a menu. */
export interface StepBody {
  readonly body: readonly BodyNode[];
  readonly condition: Condition | undefined;
  readonly overBudget: string | undefined;
  readonly prose: readonly string[];
  /** Of its first fence: what that says of the whole step. */
  readonly first: FenceAttributes | undefined;
}

type Piece =
  | { readonly piece: 'node'; readonly node: Leaf | FenceChoice; readonly option: OptionLabel | undefined }
  | { readonly piece: 'guard'; readonly condition: Condition }
  | { readonly piece: 'end-guard' }
  | { readonly piece: 'or' };

interface Building {
  readonly stepId: string;
  readonly role: ActionRole;
  readonly context: ParseContext;
  readonly pieces: Piece[];
  readonly prose: string[];
  ordinal: number;
  cue: 'expected-output' | 'example-output' | undefined;
  overBudget: string | undefined;
  first: FenceAttributes | undefined;
  heading: OptionLabel | undefined;
  guarded: boolean;
}

/** Blocks below a step's heading → its body. `stepId` addresses its questions and actions. */
export function readStepBody(
  blocks: readonly Block[],
  stepId: string,
  role: ActionRole,
  context: ParseContext,
): StepBody {
  const building: Building = {
    stepId,
    role,
    context,
    pieces: [],
    prose: [],
    ordinal: 0,
    cue: undefined,
    overBudget: undefined,
    first: undefined,
    heading: undefined,
    guarded: false,
  };
  for (const block of blocks) readBlock(block, building);
  const { pieces, condition } = takeStepCondition(building.pieces);
  const body = assemble(pieces, building);
  return { body, condition, overBudget: building.overBudget, prose: building.prose, first: building.first };
}

function readBlock(block: Block, building: Building): void {
  switch (block.kind) {
    case 'heading':
      return readInnerHeading(block, building);
    case 'paragraph':
      return readText(block.text, block.place, building);
    case 'item':
      return readItem(block, building);
    case 'fence':
      return readFenceBlock(block, building);
    case 'indented':
      building.pieces.push(
        node({ node: 'shown', language: '', source: block.source, why: 'indented-code', place: block.place }),
      );
      return;
    case 'comment':
      return;
  }
}

/** `#### Option B: …` divides a step into ways; any other heading inside it ends what a guard covers. */
function readInnerHeading(block: HeadingBlock, building: Building): void {
  building.heading = /^Option\s+[\p{L}\p{N}]{1,3}\b/iu.test(block.text) ? parseOptionLabel(block.text) : undefined;
  endGuard(building);
}

function readText(text: string, place: Place, building: Building): void {
  const cue = readCue(text);
  switch (cue.cue) {
    case 'guard':
      return openGuard(cue, place, building);
    case 'over-budget':
      building.overBudget = cue.text;
      return;
    case 'expected-output':
    case 'example-output':
      building.cue = cue.cue;
      return;
    case 'or':
      building.pieces.push({ piece: 'or' });
      return;
    case 'continuation':
    case 'none':
      if (building.guarded && cue.cue === 'none' && hasNodeAfterGuard(building)) endGuard(building);
      if (!building.pieces.some((piece) => piece.piece === 'node')) building.prose.push(text);
  }
}

function openGuard(cue: { text: string; runsIf: 'yes' | 'no' }, place: Place, building: Building): void {
  const id = uniqueAddress(building.context, `${building.stepId}.${slugOf(cue.text, 'guard')}`);
  building.pieces.push({
    piece: 'guard',
    condition: { id, text: cue.text, runsIf: cue.runsIf, when: undefined, place },
  });
  building.guarded = true;
}

function endGuard(building: Building): void {
  if (building.guarded) building.pieces.push({ piece: 'end-guard' });
  building.guarded = false;
}

function hasNodeAfterGuard(building: Building): boolean {
  const from = building.pieces.findLastIndex((piece) => piece.piece === 'guard');
  return building.pieces.slice(from).some((piece) => piece.piece === 'node');
}

function readItem(block: ItemBlock, building: Building): void {
  if (block.task) {
    pushChecklistItem(block, building);
    return;
  }
  const cue = readCue(block.text).cue;
  const isInstruction = block.ordered && !block.hasFence && block.level === 0 && cue === 'none';
  if (!isInstruction) {
    readText(block.text, block.place, building);
    return;
  }
  const id = uniqueAddress(building.context, `${building.stepId}.${slugOf(block.text, 'by-hand')}`);
  building.pieces.push(node({ node: 'by-hand', id, text: block.text, place: block.place }));
}

function pushChecklistItem(block: ItemBlock, building: Building): void {
  const item = checklistItemOf(block, building.stepId, building.context);
  const last = building.pieces.at(-1);
  if (last?.piece === 'node' && last.node.node === 'checklist') {
    building.pieces[building.pieces.length - 1] = node({ ...last.node, items: [...last.node.items, item] });
  } else {
    building.pieces.push(node({ node: 'checklist', title: undefined, items: [item], place: block.place }));
  }
}

export function checklistItemOf(block: ItemBlock, owner: string, context: ParseContext): ChecklistItem {
  const id = uniqueAddress(context, `${owner}.${slugOf(block.text, 'item')}`);
  return { id, text: block.text, link: block.link, place: block.place };
}

function readFenceBlock(block: FenceBlock, building: Building): void {
  const { fence } = block;
  const isBare = fence.attributes.length === 0;
  const outputLike = ['', 'text', 'txt', 'output', 'console', 'log', 'plaintext', 'none', 'no-highlight'].includes(
    fence.language,
  );
  const cue = building.cue;
  building.cue = undefined;
  if (cue === 'expected-output' && isBare) {
    setExpectation(fence.source, block.place, building);
    building.pieces.push(node(shownOf(fence, 'expected-output')));
    return;
  }
  if (isBare && outputLike && cue === 'example-output') {
    building.pieces.push(node(shownOf(fence, 'example-output')));
    return;
  }
  const owner = { step: building.stepId, role: building.role, nextOrdinal: () => ++building.ordinal };
  const result = readFence(fence, owner, building.context);
  building.first ??= result.nodes.some((made) => made.node === 'action' || made.node === 'fence-choice')
    ? result.attributes
    : undefined;
  const isFirst = building.first === result.attributes;
  for (const made of result.nodes) {
    const scoped = isFirst ? made : withActionScope(made, result.attributes, building);
    building.pieces.push({ piece: 'node', node: scoped, option: result.option ?? building.heading });
  }
}

/** Beyond the first fence, when= and budget= are the action's own, and the step's keys are errors. */
function withActionScope(
  made: Leaf | FenceChoice,
  attributes: FenceAttributes,
  building: Building,
): Leaf | FenceChoice {
  for (const key of ['needs', 'on-failure']) {
    const place = attributes.places.get(key);
    if (place === undefined) continue;
    report(
      building.context,
      'attribute-place',
      place,
      `${key}= belongs to the step`,
      "Write it on the step's first fence.",
    );
  }
  if (made.node !== 'action') return made;
  return { ...made, when: whenOf(attributes.when), budgetMs: attributes.budgetMs };
}

function setExpectation(source: string, place: Place, building: Building): void {
  const lines = source
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const expectation: Expectation = { lines, place };
  for (let index = building.pieces.length - 1; index >= 0; index -= 1) {
    const piece = building.pieces[index];
    if (piece?.piece !== 'node') continue;
    if (piece.node.node === 'action') {
      building.pieces[index] = { ...piece, node: { ...piece.node, expect: expectation } };
      return;
    }
    if (piece.node.node === 'fence-choice') {
      const options = piece.node.options.map((option) => ({
        ...option,
        body: option.body.map((leaf) => expecting(leaf, expectation)),
      }));
      building.pieces[index] = { ...piece, node: { ...piece.node, options } };
      return;
    }
  }
}

function expecting(leaf: BodyNode, expectation: Expectation): BodyNode {
  return leaf.node === 'action' ? { ...leaf, expect: expectation } : leaf;
}

function node(leaf: Leaf | FenceChoice): Piece & { piece: 'node' } {
  return { piece: 'node', node: leaf, option: undefined };
}

/**
 * A guard before the first fence is the step's, unless another guard follows later: then each covers its own
 * fences, since an answer to the first says nothing about the second.
 */
function takeStepCondition(pieces: readonly Piece[]): { pieces: readonly Piece[]; condition: Condition | undefined } {
  const firstNode = pieces.findIndex((piece) => piece.piece === 'node' && piece.node.node !== 'shown');
  const index = pieces.findIndex((piece) => piece.piece === 'guard');
  const guard = pieces[index];
  const others = pieces.filter((piece) => piece.piece === 'guard').length > 1;
  if (guard?.piece !== 'guard' || others || (firstNode !== -1 && index > firstNode))
    return { pieces, condition: undefined };
  const rest = pieces.filter((piece) => piece.piece !== 'guard' && piece.piece !== 'end-guard');
  return { pieces: rest, condition: guard.condition };
}

function assemble(pieces: readonly Piece[], building: Building): readonly BodyNode[] {
  const choices = { count: 0 };
  const body: BodyNode[] = [];
  let guard: { condition: Condition; pieces: Piece[] } | undefined;
  let run: Piece[] = [];
  const flush = () => {
    if (guard !== undefined) body.push(guardOf(guard.condition, gather(guard.pieces, choices, building)));
    else body.push(...gather(run, choices, building));
    guard = undefined;
    run = [];
  };
  for (const piece of pieces) {
    if (piece.piece === 'guard') {
      flush();
      guard = { condition: piece.condition, pieces: [] };
    } else if (piece.piece === 'end-guard') flush();
    else (guard?.pieces ?? run).push(piece);
  }
  flush();
  return body;
}

function guardOf(condition: Condition, body: readonly (Leaf | Choice)[]): Guard {
  return { node: 'guard', condition, body, place: condition.place };
}

interface Labelled {
  readonly label: OptionLabel;
  readonly nodes: Leaf[];
  readonly place: Place;
}

/** Consecutive nodes with option labels, or joined by "Or", become one choice. */
function gather(pieces: readonly Piece[], choices: { count: number }, building: Building): readonly (Leaf | Choice)[] {
  const out: (Leaf | Choice)[] = [];
  let open: Labelled[] = [];
  let joins = false;
  const choiceId = () =>
    uniqueAddress(
      building.context,
      ++choices.count === 1 ? `${building.stepId}.option` : `${building.stepId}.option-${choices.count}`,
    );
  const close = () => {
    if (open.length > 0) out.push(choiceOf(choiceId(), open));
    open = [];
  };
  for (const piece of pieces) {
    if (piece.piece === 'or') {
      joins = true;
      continue;
    }
    if (piece.piece !== 'node') continue;
    const made = piece.node;
    if (made.node === 'fence-choice') {
      close();
      out.push({
        node: 'choice',
        id: choiceId(),
        options: made.options,
        preselected: made.preselected,
        mayDecline: false,
        place: made.place,
      });
    } else if (piece.option !== undefined) {
      const last = open.at(-1);
      if (last !== undefined && last.label.key === piece.option.key && last.label.title === piece.option.title)
        last.nodes.push(made);
      else
        open.push({
          label: withKey(
            piece.option,
            open.map((option) => option.label),
          ),
          nodes: [made],
          place: made.place,
        });
    } else if (joins && made.node === 'action') {
      if (open.length === 0) open.push(...alternativeBefore(out));
      open.push({
        label: withKey(
          { key: '', title: titleOf(made) },
          open.map((option) => option.label),
        ),
        nodes: [made],
        place: made.place,
      });
    } else {
      close();
      out.push(made);
    }
    joins = false;
  }
  close();
  return out;
}

function alternativeBefore(out: (Leaf | Choice)[]): Labelled[] {
  const before = out.at(-1);
  if (before?.node !== 'action') return [];
  out.pop();
  return [{ label: { key: 'A', title: titleOf(before) }, nodes: [before], place: before.place }];
}

function titleOf(action: Action): string {
  return action.title ?? action.source.trim().split('\n')[0] ?? '';
}

function choiceOf(id: string, open: readonly Labelled[]): Choice {
  const options = open.map(({ label, nodes, place }) => ({ ...label, body: nodes, place }));
  return {
    node: 'choice',
    id,
    options,
    preselected: preselectedOf(options),
    mayDecline: false,
    place: open[0]?.place ?? placeAt(1),
  };
}
