import { placeAt } from '../diagnostics/place.ts';
import type { Action, ActionRole, When } from '../runbook/action.ts';
import type { Checklist, Leaf, Option } from '../runbook/body.ts';
import { variableOf } from '../runbook/input.ts';
import { type FenceAttributes, readAttributes } from './attributes.ts';
import type { Fence } from './fence.ts';
import { type FenceKind, fenceKindOf } from './fence-kind.ts';
import { type FencePart, type OptionLabel, parseOptionLabel, partsOfFence, preselectedOf } from './fence-paragraphs.ts';
import { inputNameProblem } from './input-name.ts';
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

export interface FenceOwner {
  readonly step: string;
  readonly role: ActionRole;
  /** Gives the next ordinal of the step: the id of an action without one. */
  readonly nextOrdinal: () => number;
}

/** A fence → its actions, choices, checklists; documentation stays a shown node. */
export function readFence(fence: Fence, owner: FenceOwner, context: ParseContext): FenceResult {
  const attributes = readAttributes(fence.attributes, context.diagnostics);
  const kind = fenceKindOf(fence.language, attributes);
  const option = attributes.option && parseOptionLabel(attributes.option.text);
  const result = (nodes: FenceResult['nodes']): FenceResult => ({ nodes, attributes, option });
  if (kind.kind === 'unknown') {
    const hint =
      kind.guess === undefined
        ? 'Say how: interpreter=PROGRAM.'
        : `Did you mean "${kind.guess}"? Else say how: interpreter=PROGRAM.`;
    report(context, 'attribute-value', fence.opening, `no way to run the language "${fence.language}" is known`, hint);
  }
  if (kind.kind === 'unknown' || kind.kind === 'documentation') return result([shownOf(fence, 'documentation')]);
  if (fence.source.trim() === '')
    return result([byHandOf(fence, 'This block is empty: nothing is run.', owner, context)]);
  const whole: FencePart[] = [{ part: 'code', source: fence.source, from: 0, title: firstComment(fence.source) }];
  const splits = kind.kind === 'shell' || kind.kind === 'sql';
  const parts = splits ? partsOfFence(fence, kind.kind === 'sql' ? '--' : '#', context.diagnostics) : whole;
  const build = new Map<FencePart, Leaf | FenceChoice>();
  const isOnly = parts.filter((part) => part.part === 'code' || part.part === 'options').length === 1;
  for (const part of parts) build.set(part, nodeOf(part, { fence, attributes, kind, owner, context, takesId: isOnly }));
  return result([...build.values()]);
}

export function shownOf(fence: Fence, why: 'documentation' | 'example-output' | 'expected-output'): Leaf {
  const lines = fence.source.split('\n').length;
  const place = { line: fence.line, column: fence.column, endLine: fence.line + lines, endColumn: 1 };
  return { node: 'shown', language: fence.language, source: fence.source, why, place };
}

interface Making {
  readonly fence: Fence;
  readonly attributes: FenceAttributes;
  readonly kind: Exclude<FenceKind, { kind: 'documentation' | 'unknown' }>;
  readonly owner: FenceOwner;
  readonly context: ParseContext;
  /** Whether the fence's id can go to this part: it is the only one that runs. */
  readonly takesId: boolean;
}

function nodeOf(part: FencePart, making: Making): Leaf | FenceChoice {
  switch (part.part) {
    case 'code':
      return actionOf(part, making);
    case 'comment':
      return byHandOf(making.fence, part.text, making.owner, making.context, part.from);
    case 'checklist':
      return checklistOf(part, making);
    case 'options': {
      const options = part.options.map((option) => ({
        key: option.key,
        title: option.title,
        body: [actionOf({ ...option, part: 'code', title: option.title }, { ...making, takesId: false })],
        place: placeAt(making.fence.line + option.from, making.fence.column, 0),
      }));
      return { node: 'fence-choice', options, preselected: preselectedOf(part.options), place: making.fence.opening };
    }
  }
}

function checklistOf(part: Extract<FencePart, { part: 'checklist' }>, { fence, owner, context }: Making): Checklist {
  const items = part.items.map((item) => ({
    id: uniqueAddress(context, `${owner.step}.${slugOf(item.text, 'item')}`),
    text: item.text,
    link: undefined,
    place: placeAt(fence.line + item.from, fence.column, item.text.length),
  }));
  return { node: 'checklist', title: part.title, items, place: placeAt(fence.line + part.from, fence.column, 0) };
}

function byHandOf(fence: Fence, text: string, owner: FenceOwner, context: ParseContext, from = 0): Leaf {
  const id = uniqueAddress(context, `${owner.step}.by-hand`);
  return { node: 'by-hand', id, text, place: placeAt(fence.line + from, fence.column, 0) };
}

function actionOf(part: Extract<FencePart, { part: 'code' }>, making: Making): Action {
  const { fence, attributes, kind, owner, context } = making;
  const named = making.takesId && attributes.id !== undefined;
  const id = named ? (attributes.id?.text ?? '') : String(owner.nextOrdinal());
  if (named && attributes.id !== undefined) claimName(context, id, 'action', attributes.id.place);
  claimOutputs(attributes, context);
  const lines = part.source.split('\n');
  const line = fence.line + part.from;
  const common = {
    node: 'action' as const,
    id,
    address: uniqueAddress(context, `${owner.step}.${id}`),
    named,
    role: roleOf(attributes, owner),
    place: {
      line,
      column: fence.column,
      endLine: line + lines.length - 1,
      endColumn: fence.column + (lines.at(-1)?.length ?? 0),
    },
    language: fence.language,
    source: part.source,
    title: part.title,
    effect: attributes.effect,
    confirm: attributes.effect === 'destructive' ? ('typed' as const) : attributes.confirm,
    when: undefined,
    budgetMs: undefined,
    timeoutMs: attributes.timeoutMs,
    capture: attributes.capture?.text,
    secret: attributes.secret?.text,
    expect: attributes.expect && { lines: attributes.expect.text.split(/\\n|\n/), place: attributes.expect.place },
    until:
      attributes.untilMs === undefined
        ? undefined
        : { limitMs: attributes.untilMs, everyMs: attributes.everyMs ?? 2_000 },
    attempts: (attributes.retry ?? 0) + 1,
    check: attributes.check?.text,
    onFailure: undefined,
    onlyIn: attributes.onlyIn?.text,
    never: attributes.never,
    background: attributes.background,
    interactive: attributes.interactive,
    cwd: attributes.cwd,
  };
  switch (kind.kind) {
    case 'shell':
      return { ...common, kind: 'shell' };
    case 'sql':
      return { ...common, kind: 'sql', database: databaseVariable(attributes), transaction: attributes.transaction };
    case 'http':
      return { ...common, kind: 'http', expectStatus: attributes.expectStatus, expectBody: attributes.expectBody };
    case 'program':
      return { ...common, kind: 'program', interpreter: kind.interpreter };
  }
}

function roleOf(attributes: FenceAttributes, owner: FenceOwner): ActionRole {
  if (attributes.undo) return 'undo';
  if (attributes.check !== undefined) return 'check';
  if (attributes.fault) return 'fault';
  if (attributes.restore) return 'restore';
  return owner.role;
}

function databaseVariable(attributes: FenceAttributes): string {
  if (attributes.database === undefined) return 'DATABASE_URL';
  return variableOf(attributes.database.replace(/^\$\{?|\}$/g, ''));
}

function claimOutputs(attributes: FenceAttributes, context: ParseContext): void {
  for (const output of [attributes.capture, attributes.secret]) {
    if (output === undefined) continue;
    const problem = inputNameProblem(output.text);
    if (problem === undefined) claimName(context, output.text, 'output', output.place);
    else report(context, 'input-name', output.place, problem.message, problem.hint);
  }
}

function firstComment(source: string): string | undefined {
  return /^\s*(?:#|--|\/\/)(?!!)\s*(.+)/.exec(source)?.[1]?.trim();
}

/** `!name` or `name` → When. */
export function whenOf(value: FenceAttributes['when']): When | undefined {
  if (value === undefined) return undefined;
  return { name: value.text.replace(/^!/, ''), negated: value.text.startsWith('!'), place: value.place };
}
