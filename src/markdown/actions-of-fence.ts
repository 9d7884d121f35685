import type { Checklist, Leaf, Option } from '../runbook/body.ts';
import type { Fence } from '../runbook/fence.ts';
import { inputNameProblem } from '../runbook/input-name.ts';
import { actionOf, type FenceOwner, type Making } from './action-of-code.ts';
import { checkFit } from './attribute-fit.ts';
import { type FenceAttributes, readAttributes } from './attributes.ts';
import { placeInFence } from './fence.ts';
import { fenceKindOf, isSessionLanguage } from './fence-kind.ts';
import { type FenceOption, type FencePart, partsOfFence } from './fence-parts.ts';
import { type OptionLabel, parseOptionLabel, preselectedOf } from './option-label.ts';
import { claimName, type ParseContext, report, uniqueAddress } from './parse-context.ts';
import { slugOf } from './slug.ts';

/** What a fence became: nodes of a body in order, and what it says of its step. */
export interface FenceResult {
  readonly nodes: readonly (Leaf | FenceChoice)[];
  readonly attributes: FenceAttributes;
  readonly option: OptionLabel | undefined;
}

export interface FenceChoice {
  readonly node: 'fence-choice';
  readonly options: readonly Option[];
  readonly preselected: string;
  readonly place: Fence['opening'];
}

/** A fence → its actions, choices, checklists; documentation stays a shown node. */
export function readFence(fence: Fence, owner: FenceOwner, context: ParseContext): FenceResult {
  const attributes = readAttributes(fence.attributes, context.diagnostics);
  const kind = fenceKindOf(fence.language, attributes);
  checkFit(fence, attributes, context);
  const option = attributes.option && parseOptionLabel(attributes.option.text);
  const result = (nodes: FenceResult['nodes']): FenceResult => ({ nodes, attributes, option });
  if (kind.kind === 'unknown') reportUnknownLanguage(fence, kind.guess, context);
  if (kind.kind === 'unknown' || kind.kind === 'documentation') return result([shownOf(fence, 'documentation')]);
  if (fence.source.trim() === '') {
    const text = 'This block is empty: nothing is run.';
    return result([byHandOf(fence, { text, from: 0, source: '' }, owner, context)]);
  }
  claimNames(attributes, context);
  const whole: FencePart[] = [{ part: 'code', source: fence.source, from: 0, title: firstComment(fence.source) }];
  const splits = kind.kind === 'shell' || kind.kind === 'sql';
  const parts = splits ? partsOfFence(fence, kind.kind === 'sql' ? '--' : '#', context.diagnostics) : whole;
  const takesId = parts.filter((part) => part.part === 'code' || part.part === 'options').length === 1;
  const hasOthers = parts.some((part) => part.part !== 'comment');
  const making: Making = { fence, attributes, kind, owner, context, takesId };
  return result(
    parts.map((part) => (part.part === 'comment' && hasOthers ? noteOf(part, fence) : nodeOf(part, making))),
  );
}

export function shownOf(fence: Fence, why: 'documentation' | 'example-output' | 'expected-output'): Leaf {
  const place = placeInFence(fence, 0, Math.max(1, fence.lines.length));
  return { node: 'shown', language: fence.language, source: fence.source, why, place };
}

function reportUnknownLanguage(fence: Fence, guess: string | undefined, context: ParseContext): void {
  const advice = guess === undefined ? 'Say how:' : `Did you mean "${guess}"? Else say how:`;
  const message = `no way to run the language "${fence.language}" is known`;
  report(context, 'attribute-value', fence.opening, message, `${advice} interpreter=PROGRAM.`);
}

function nodeOf(part: FencePart, making: Making): Leaf | FenceChoice {
  switch (part.part) {
    case 'code':
      return actionOf(part, making);
    case 'comment':
      // In a terminal's record "# " can be the prompt of root.
      if (isSessionLanguage(making.fence.language)) return actionOf({ ...part, title: undefined }, making);
      return byHandOf(making.fence, part, making.owner, making.context);
    case 'checklist':
      return checklistOf(part, making);
    case 'options': {
      const options = part.options.map((option) => optionOf(option, { ...making, takesId: false }));
      return { node: 'fence-choice', options, preselected: preselectedOf(options), place: making.fence.opening };
    }
  }
}

function optionOf(option: FenceOption, making: Making): Option {
  const { key, title, source, from } = option;
  const text = source.replace(/^\s*(?:#+|--)\s?/gm, '');
  const leaf = option.runs
    ? actionOf(option, making)
    : byHandOf(making.fence, { text, from, source }, making.owner, making.context);
  return { key, title, body: [leaf], place: placeInFence(making.fence, from) };
}

function checklistOf(part: Extract<FencePart, { part: 'checklist' }>, { fence, owner, context }: Making): Checklist {
  const items = part.items.map(({ text, place }) => ({
    id: uniqueAddress(context, `${owner.step}.${slugOf(text, 'item')}`),
    text,
    link: undefined,
    place,
  }));
  return { node: 'checklist', title: part.title, items, place: placeInFence(fence, part.from) };
}

interface Written {
  readonly text: string;
  readonly from: number;
  readonly source: string;
}

function byHandOf(fence: Fence, { text, from, source }: Written, owner: FenceOwner, context: ParseContext): Leaf {
  const id = uniqueAddress(context, `${owner.step}.by-hand`);
  return { node: 'by-hand', id, text, place: placeInFence(fence, from, source.split('\n').length) };
}

/** A comment beside commands is prose. */
function noteOf({ source, from }: Written, fence: Fence): Leaf {
  const place = placeInFence(fence, from, source.split('\n').length);
  return { node: 'shown', language: fence.language, source, why: 'documentation', place };
}

function claimNames({ id, capture, secret }: FenceAttributes, context: ParseContext): void {
  if (id !== undefined) claimName(context, id.text, 'action', id.place);
  const outputs = capture?.text === secret?.text ? [capture] : [capture, secret];
  for (const output of outputs) {
    if (output === undefined) continue;
    const problem = inputNameProblem(output.text);
    if (problem === undefined) claimName(context, output.text, 'output', output.place);
    else report(context, 'input-name', output.place, problem.message, problem.hint);
  }
}

function firstComment(source: string): string | undefined {
  return /^\s*(?:#|--|\/\/)(?!!)\s*(.+)/.exec(source)?.[1]?.trim();
}
