import type { BodyNode, Option } from '../runbook/body.ts';
import type { Step } from '../runbook/step.ts';
import type { HeadingBlock } from './block.ts';
import { type ParseContext, uniqueAddress } from './parse-context.ts';
import type { Section } from './sections.ts';
import { slugOf } from './slug.ts';
import { readStepBody, type StepBody } from './step-body.ts';
import { parseStepHeading } from './step-heading.ts';
import { stepsOfSection } from './steps.ts';

/** A remedies section is one step: a menu by cause, one entry per heading below it, none preselected. */
export function readRemedies(section: Section, context: ParseContext): Step {
  const { heading } = section;
  const { title, budget, id: wanted } = parseStepHeading(heading);
  const id = uniqueAddress(context, wanted);
  const sources = stepsOfSection(heading, section.blocks);
  const options = (sources.length > 0 ? sources : [section]).map((source): Option => {
    const entry = parseStepHeading(source.heading);
    const owner = uniqueAddress(context, `${id}.${slugOf(entry.title, 'entry')}`);
    const body = bodyOf(readStepBody(source.blocks, owner, 'forward', context), owner, source.heading, context);
    return { key: owner.slice(id.length + 1), title: entry.title, body, place: source.heading.place };
  });
  const choice = {
    node: 'choice',
    id: `${id}.option`,
    options,
    preselected: '',
    mayDecline: true,
    place: heading.place,
  } as const;
  return {
    id,
    anchor: heading.anchor,
    title,
    heading: heading.text,
    budget,
    needs: undefined,
    condition: undefined,
    when: undefined,
    onFailure: undefined,
    overBudget: undefined,
    prose: [],
    body: [choice],
    place: heading.place,
  };
}

/** An entry of prose alone is something to do by hand; a condition over the whole entry guards it. */
function bodyOf(content: StepBody, owner: string, heading: HeadingBlock, context: ParseContext): readonly BodyNode[] {
  const { condition, prose } = content;
  const text = prose.join('\n') || heading.text;
  const byHand = {
    node: 'by-hand',
    id: uniqueAddress(context, `${owner}.by-hand`),
    text,
    place: heading.place,
  } as const;
  const body = content.body.length > 0 ? content.body : [byHand];
  return condition === undefined ? body : [{ node: 'guard', condition, body, place: condition.place }];
}
