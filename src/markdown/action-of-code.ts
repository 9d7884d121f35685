import type { Action, ActionRole, When } from '../runbook/action.ts';
import type { Fence } from '../runbook/fence.ts';
import { variableOf } from '../runbook/input.ts';
import type { FenceAttributes } from './attributes.ts';
import { placeInFence } from './fence.ts';
import type { FenceKind } from './fence-kind.ts';
import { type ParseContext, uniqueAddress } from './parse-context.ts';

/** Whose actions they are. */
export interface FenceOwner {
  readonly step: string;
  readonly role: ActionRole;
  /** Gives the next ordinal of the step: the id of an action without one. */
  readonly nextOrdinal: () => number;
  /** Which attributes stay with the actions; on the first fence of a step or guard they are that one's. */
  readonly keeps: { readonly when: boolean; readonly budget: boolean };
}

/** What the actions of one fence have in common. */
export interface Making {
  readonly fence: Fence;
  readonly attributes: FenceAttributes;
  readonly kind: Exclude<FenceKind, { kind: 'documentation' | 'unknown' }>;
  readonly owner: FenceOwner;
  readonly context: ParseContext;
  /** Whether the fence's id can go to this part: it is the only one that runs. */
  readonly takesId: boolean;
}

/** Some lines of a fence → an action. */
export function actionOf(
  part: { readonly source: string; readonly from: number; readonly title: string | undefined },
  making: Making,
): Action {
  const { attributes, kind } = making;
  const common = { ...identityOf(making), ...codeOf(part, making.fence), ...settingsOf(making) };
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

/** `!name` or `name` → When. */
export function whenOf(value: FenceAttributes['when']): When | undefined {
  if (value === undefined) return undefined;
  return { name: value.text.replace(/^!/, ''), negated: value.text.startsWith('!'), place: value.place };
}

function identityOf({ attributes, owner, context, takesId }: Making) {
  const given = takesId ? attributes.id?.text : undefined;
  const id = given ?? String(owner.nextOrdinal());
  const address = uniqueAddress(context, `${owner.step}.${id}`);
  context.attributePlaces.set(address, attributes.places);
  return { node: 'action', id, address, named: given !== undefined, role: roleOf(attributes, owner) } as const;
}

function codeOf(
  { source, from, title }: { readonly source: string; readonly from: number; readonly title: string | undefined },
  fence: Fence,
) {
  return { place: placeInFence(fence, from, source.split('\n').length), language: fence.language, source, title };
}

function settingsOf({ attributes, owner }: Making) {
  const { effect, expect, untilMs, everyMs } = attributes;
  return {
    effect,
    confirm: effect === 'destructive' ? 'typed' : attributes.confirm,
    when: owner.keeps.when ? whenOf(attributes.when) : undefined,
    budgetMs: owner.keeps.budget ? attributes.budgetMs : undefined,
    timeoutMs: attributes.timeoutMs,
    capture: attributes.capture?.text,
    secret: attributes.secret?.text,
    expect: expect && { lines: expect.text.split(/\\n|\n/), place: expect.place },
    until: untilMs === undefined ? undefined : { limitMs: untilMs, everyMs: everyMs ?? 2_000 },
    attempts: (attributes.retry ?? 0) + 1,
    check: attributes.check?.text,
    onFailure: undefined,
    onlyIn: attributes.onlyIn?.text,
    never: attributes.never,
    background: attributes.background,
    interactive: attributes.interactive,
    cwd: attributes.cwd,
  } as const;
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
