import type { Place } from '../diagnostics/place.ts';
import type { Action } from '../runbook/action.ts';
import { actionsOf } from '../runbook/actions-of.ts';
import type { Block, FenceBlock } from '../runbook/block.ts';
import type { ChecklistItem } from '../runbook/body.ts';
import { readAttributes } from './attributes.ts';
import { isOutputFence } from './body-fences.ts';
import { checklistItemOf } from './body-items.ts';
import { placeInFence } from './fence.ts';
import { fenceKindOf } from './fence-kind.ts';
import { type Cue, readCue } from './guard-text.ts';
import { textsOf } from './lists.ts';
import { type ParseContext, report } from './parse-context.ts';
import { readStepBody } from './step-body.ts';

const owner = 'prerequisites';

interface Reading {
  readonly context: ParseContext;
  readonly questions: ReadonlySet<Block>;
  readonly asked: ChecklistItem[];
  /** Declared reads, and the output that is expected of them. */
  readonly checks: Block[];
  /** What stands right above. */
  above: Exclude<Block, FenceBlock> | undefined;
  cue: Cue['cue'];
}

/** What stands under Prerequisites: declared reads are run, and what cannot be checked is asked. */
export function readPrerequisiteBlocks(
  blocks: readonly Block[],
  context: ParseContext,
): { readonly asked: readonly ChecklistItem[]; readonly checks: readonly Action[] } {
  const questions = new Set<Block>(textsOf(blocks).filter(({ text }) => !speaksOfOutput(readCue(text).cue)));
  const reading: Reading = { context, questions, asked: [], checks: [], above: undefined, cue: 'none' };
  for (const block of blocks) readBlock(block, reading);
  const body = readStepBody(reading.checks, { id: owner, role: 'check', is: 'entry' }, context);
  return { asked: reading.asked, checks: actionsOf(body.body) };
}

function speaksOfOutput(cue: Cue['cue']): boolean {
  return cue === 'expected-output' || cue === 'example-output';
}

function readBlock(block: Block, reading: Reading): void {
  if (block.kind === 'fence') {
    readFence(block, reading);
    reading.above = undefined;
    reading.cue = 'none';
    return;
  }
  reading.above = block;
  reading.cue = 'text' in block ? readCue(block.text).cue : 'none';
  if (reading.questions.has(block) && 'text' in block) ask(block, reading);
  if (speaksOfOutput(reading.cue)) reading.checks.push(block);
}

function readFence(block: FenceBlock, reading: Reading): void {
  const { fence } = block;
  const { context, cue, checks } = reading;
  const isDeclared = fence.attributes.some(({ key, value }) => key === 'effect' && value === 'read');
  if (isDeclared || isOutputFence(fence, cue)) {
    checks.push(block);
    return;
  }
  const attributes = readAttributes(fence.attributes, context.diagnostics);
  const kind = fenceKindOf(fence.language, attributes).kind;
  if (attributes.effect !== undefined) {
    const message = `effect=${attributes.effect} under prerequisites: before the start nothing may be changed`;
    const hint = 'Move the fence to a step, or write effect=read if it only reads.';
    report(context, 'attribute-place', attributes.places.get('effect') ?? fence.opening, message, hint);
  } else if (kind !== 'documentation' && !attributes.never && fence.source.trim() !== '') askInstead(block, reading);
}

/** A person checks what the file does not declare to be a read, unless the question stands right above. */
function askInstead({ fence }: FenceBlock, reading: Reading): void {
  const { above, context, questions } = reading;
  const message = 'not checked: the fence declares no effect=read, so a person is asked';
  report(context, 'prerequisite-not-checked', fence.opening, message, 'Write {effect=read} on it if it only reads.');
  if (above !== undefined && questions.has(above)) return;
  if (above?.kind === 'heading' || above?.kind === 'paragraph') ask(above, reading);
  else ask({ text: firstLineOf(fence.source), place: placeInFence(fence, 0) }, reading);
}

interface Question {
  readonly text: string;
  readonly link?: string | undefined;
  readonly place: Place;
}

function ask({ text, link, place }: Question, { asked, context }: Reading): void {
  asked.push(checklistItemOf({ text, link, place }, owner, context));
}

function firstLineOf(source: string): string {
  const line = source.split('\n').find((one) => one.trim() !== '') ?? '';
  return line.replace(/^\s*#+\s*/, '').trim();
}
