import type { Place } from '../diagnostics/place.ts';
import type { ActionRole } from '../runbook/action.ts';
import type { Block, HeadingBlock } from '../runbook/block.ts';
import type { BodyNode } from '../runbook/body.ts';
import type { Budget } from '../runbook/budget.ts';
import type { Need, Step } from '../runbook/step.ts';
import { whenOf } from './action-of-code.ts';
import { isIdentifier } from './attribute-reader.ts';
import type { FenceAttributes } from './attributes.ts';
import { reportSecondBudget, reportTurnedRange } from './budget-problems.ts';
import { claimName, givenAddress, type ParseContext, uniqueAddress } from './parse-context.ts';
import { slugOf } from './slug.ts';
import { readStepBody, type StepBody } from './step-body.ts';
import { parseStepHeading, placeOfTime, type StepHeading } from './step-heading.ts';
import { readStepNote } from './step-note.ts';
import type { StepSource } from './step-source.ts';

/** Keeps the ids that authors gave to steps from those that are made of titles. */
export function reserveIds(sources: readonly StepSource[], context: ParseContext): void {
  for (const source of sources) {
    const given = givenId(source);
    if (given !== undefined) context.reserved.add(given);
  }
}

/** Reads one step whole: id, budget, what it needs, its body. */
export function readStep(source: StepSource, role: ActionRole, context: ParseContext): Step {
  const heading = parseStepHeading(source.heading.text);
  const note = readStepNote(source.blocks, context);
  const given = givenId(source) ?? note?.id?.text;
  const id = given === undefined ? uniqueAddress(context, slugOf(heading.title, 'step')) : givenAddress(context, given);
  if (source.heading.id !== undefined) claimName(context, source.heading.id, 'step', source.heading.place);
  if (note?.id !== undefined) claimName(context, note.id.text, 'step', note.id.place);
  const content = readStepBody(source.blocks, { id, role, is: 'step' }, context);
  const { first } = content;
  const when = whenOf(first?.when ?? note?.when);
  const promised = budgetOfHeading(heading, source.heading.place, context);
  const stated = statedBudget(first) ?? statedBudget(note);
  reportSecondBudget(promised, stated, context);
  return {
    id,
    anchor: source.heading.anchor,
    title: heading.title,
    heading: source.heading.text,
    budget: promised ?? stated,
    needs: needsOf(first) ?? needsOf(note),
    condition: content.condition && { ...content.condition, id, when: content.condition.when ?? when },
    when: content.condition === undefined ? when : undefined,
    onFailure: needOf(first?.onFailure ?? note?.onFailure),
    overBudget: content.overBudget,
    prose: content.prose,
    body: withByHand(content, { id, heading: source.heading }, context),
    place: source.heading.place,
  };
}

/** Where nothing runs and nothing is asked, there is something to do by hand. */
export function withByHand(
  { body, prose }: Pick<StepBody, 'body' | 'prose'>,
  { id, heading }: { readonly id: string; readonly heading: HeadingBlock },
  context: ParseContext,
): readonly BodyNode[] {
  if (body.some((node) => node.node !== 'shown')) return body;
  const text = prose.join('\n') || heading.text;
  return [...body, { node: 'by-hand', id: uniqueAddress(context, `${id}.by-hand`), text, place: heading.place }];
}

function givenId({ heading, blocks }: StepSource): string | undefined {
  return heading.id ?? firstFenceId(blocks);
}

function firstFenceId(blocks: readonly Block[]): string | undefined {
  const fence = blocks.find((block) => block.kind === 'fence');
  const named = fence?.fence.attributes.filter(({ key }) => key === 'name' || key === 'id') ?? [];
  const value = (named.find(({ key }) => key === 'name') ?? named[0])?.value;
  return value !== undefined && isIdentifier(value) ? value : undefined;
}

/** What a heading promises, at the place of its words. */
export function budgetOfHeading(
  { budget, time }: StepHeading,
  place: Place,
  context: ParseContext,
): Budget | undefined {
  if (budget === undefined || time === undefined) return undefined;
  const placed = { ...budget, place: placeOfTime(place, time, context.lines[place.line - 1] ?? '') };
  reportTurnedRange(time, placed, context);
  return placed;
}

function statedBudget(attributes: FenceAttributes | undefined): Budget | undefined {
  const ms = attributes?.budgetMs;
  const place = attributes?.places.get('budget');
  return ms === undefined || place === undefined ? undefined : { lowerMs: ms, upperMs: ms, place };
}

function needsOf(attributes: FenceAttributes | undefined): readonly Need[] | undefined {
  return attributes?.needs?.map(({ text, place }) => ({ step: text, place }));
}

function needOf(value: FenceAttributes['onFailure']): Need | undefined {
  return value && { step: value.text, place: value.place };
}
