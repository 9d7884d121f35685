import type { Place } from '../diagnostics/place.ts';
import type { Expectation } from '../runbook/action.ts';
import type { FenceBlock } from '../runbook/block.ts';
import type { BodyNode } from '../runbook/body.ts';
import type { Fence } from '../runbook/fence.ts';
import { type FenceResult, readFence, shownOf } from './actions-of-fence.ts';
import { type Building, pushNode } from './body-pieces.ts';
import { placeOfWish } from './fences-outside.ts';
import { decideGuard } from './guard-scope.ts';
import type { Cue } from './guard-text.ts';
import { report } from './parse-context.ts';

const outputLanguages = new Set(['', 'text', 'txt', 'output', 'console', 'log', 'plaintext', 'none', 'no-highlight']);

/** A fence of a body: expected output of what is above it, an example, or something of its own. */
export function readFenceBlock(block: FenceBlock, building: Building): void {
  const { fence } = block;
  const { cue } = building;
  building.cue = undefined;
  if (building.isOverBudget) {
    building.overBudget = [building.overBudget, fence.source].filter(Boolean).join('\n');
    return reportShownOnly(fence, building);
  }
  if (!isOutputFence(fence, cue)) return pushFence(fence, building);
  if (cue === 'expected-output') readExpectation(fence, building);
  else pushNode(building, shownOf(fence, 'example-output'));
}

/** Whether a fence is the output that the text above it speaks of. */
export function isOutputFence({ attributes, language }: Fence, cue: Cue['cue'] | undefined): boolean {
  if (attributes.length > 0) return false;
  return cue === 'expected-output' || (cue === 'example-output' && outputLanguages.has(language));
}

function reportShownOnly(fence: Fence, { context }: Building): void {
  const place = placeOfWish(fence);
  if (place === undefined) return;
  const message = 'this fence is never run: it is advice for the case that the step is over its budget';
  report(context, 'fence-not-in-a-step', place, message, 'Take its attributes away, or make a step of it.');
}

function pushFence(fence: Fence, building: Building): void {
  const { guards, isStep, stepId: step, role, context } = building;
  const isFirst = isStep && building.first === undefined;
  const decidesGuard = guards.at(-1)?.hasNodes === false;
  const keeps = { when: !isFirst && !decidesGuard, budget: !isFirst };
  const result = readFence(fence, { step, role, nextOrdinal: () => ++building.ordinal, keeps }, context);
  const isDocumentation = result.nodes.every((node) => node.node === 'shown');
  if (!isFirst || isDocumentation) reportStepKeys(result, building);
  if (isFirst && !isDocumentation)
    building.first = decidesGuard ? { ...result.attributes, when: undefined } : result.attributes;
  if (decidesGuard && !isDocumentation) decideGuard(building, result.attributes.when);
  for (const node of result.nodes) pushNode(building, node, result.option);
}

/** Beyond the first fence the step's keys are errors. */
function reportStepKeys({ attributes }: FenceResult, { context, isStep }: Building): void {
  for (const key of ['needs', 'on-failure']) {
    const place = attributes.places.get(key);
    if (place === undefined) continue;
    const hint = isStep ? "Write it on the step's first fence." : 'Remove it here.';
    report(context, 'attribute-place', place, `${key}= belongs to a step`, hint);
  }
}

function readExpectation(fence: Fence, building: Building): void {
  const shown = shownOf(fence, 'expected-output');
  setExpectation(fence.source, shown.place, building);
  pushNode(building, shown);
}

/** The lines belong to what was run last, whichever way was chosen. */
function setExpectation(source: string, place: Place, building: Building): void {
  const lines = source
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const at = building.pieces.findLastIndex((piece) => piece.piece === 'node' && piece.node.node !== 'shown');
  const piece = building.pieces[at];
  if (piece?.piece !== 'node') return;
  const { node } = piece;
  const expect: Expectation = { lines, place };
  if (node.node === 'action') building.pieces[at] = { ...piece, node: { ...node, expect } };
  if (node.node === 'fence-choice') {
    const options = node.options.map((option) => ({
      ...option,
      body: option.body.map((leaf) => expecting(leaf, expect)),
    }));
    building.pieces[at] = { ...piece, node: { ...node, options } };
  }
}

function expecting(node: BodyNode, expect: Expectation): BodyNode {
  return node.node === 'action' ? { ...node, expect } : node;
}
