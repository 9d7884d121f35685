import type { BodyNode, Option } from '../runbook/body.ts';
import type { Section } from '../runbook/document.ts';
import type { Step } from '../runbook/step.ts';
import { claimName, givenAddress, type ParseContext, uniqueAddress } from './parse-context.ts';
import { slugOf } from './slug.ts';
import { readStepBody } from './step-body.ts';
import { parseStepHeading } from './step-heading.ts';
import { type StepSource, stepsOfSection } from './step-source.ts';
import { budgetOfHeading, withByHand } from './steps.ts';

/** A remedies section is one step: a menu by cause, one entry per heading below it, none preselected. */
export function readRemedies({ heading, blocks }: Section, context: ParseContext): Step {
  const parsed = parseStepHeading(heading.text);
  const { id: given, place } = heading;
  if (given !== undefined) claimName(context, given, 'step', place);
  const id = given === undefined ? uniqueAddress(context, slugOf(parsed.title, 'step')) : givenAddress(context, given);
  const sources = stepsOfSection(heading, blocks);
  const options = (sources.length > 0 ? sources : [{ heading, blocks }]).map((source) =>
    readEntry(source, id, context),
  );
  const menu = { node: 'choice', id: `${id}.option`, options, preselected: '', mayDecline: true, place } as const;
  return {
    id,
    anchor: heading.anchor,
    title: parsed.title,
    heading: heading.text,
    budget: budgetOfHeading(parsed, place, context),
    needs: undefined,
    condition: undefined,
    when: undefined,
    onFailure: undefined,
    overBudget: undefined,
    prose: [],
    body: [menu],
    place,
  };
}

/** An entry speaks for itself: its conditions guard what stands below them. */
function readEntry({ heading, blocks }: StepSource, menu: string, context: ParseContext): Option {
  const { title } = parseStepHeading(heading.text);
  const id = uniqueAddress(context, `${menu}.${slugOf(title, 'entry')}`);
  const content = readStepBody(blocks, { id, role: 'forward', is: 'entry' }, context);
  const body: readonly BodyNode[] = withByHand(content, { id, heading }, context);
  return { key: id.slice(menu.length + 1), title, body, place: heading.place };
}
