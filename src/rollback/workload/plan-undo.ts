import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { namesSecret } from '../../runbook/secret-name.ts';
import { planSuspensions, type SuspensionPlan } from '../gitops/plan-suspensions.ts';
import type { Suspension } from '../gitops/suspension.ts';
import { isRecord } from '../objects/is-record.ts';
import { stepsOf } from './canary-steps.ts';
import { type Choice, chooseTarget } from './choose-target.ts';
import { type OtherHand, otherHands } from './other-hands.ts';
import type { Workload } from './read-workload.ts';
import { checkReferences } from './references.ts';
import { currentOf, type Revision } from './revision.ts';
import type { StartCheck } from './start-check.ts';
import { workloadText } from './workload-name.ts';

export interface UndoWish {
  /** `last-good`, a version, a digest, or the number of a revision as it is shown now. */
  readonly to: string;
  /** Whether a paused workload is resumed with it. */
  readonly resume: boolean;
  /** What is done about somebody who would put the other version back: nothing at all, suspend them, or let them. */
  readonly ifReverted: 'refuse' | 'suspend' | 'let';
  readonly checkImages: (revision: Revision) => Promise<StartCheck>;
}

/** What a rollback of a workload would do, or why it would not; nothing has been changed. */
export type UndoPlan =
  | {
      readonly state: 'nothing-to-do';
      readonly at: Revision;
      readonly why: string;
      readonly otherHands: readonly OtherHand[];
      readonly suspensions: readonly Suspension[];
    }
  | {
      readonly state: 'refused';
      readonly why: readonly string[];
      readonly hint: string;
      /** Whether it is for somebody alone who could be suspended. */
      readonly isSuspendable: boolean;
    }
  | {
      readonly state: 'ready';
      readonly from: Revision | undefined;
      readonly to: Revision;
      readonly why: string;
      readonly changes: readonly string[];
      /** The command that takes it back. */
      readonly undo: string | undefined;
      readonly looks: readonly string[];
      readonly resumes: boolean;
      readonly otherHands: readonly OtherHand[];
      /** What is suspended before, in this order. */
      readonly suspensions: readonly Suspension[];
    };

export async function planUndo(workload: Workload, wish: UndoWish, api: KubernetesApi): Promise<UndoPlan> {
  const { object, name, revisions, holder } = workload;
  const from = currentOf(revisions);
  const choice = chooseTarget(revisions, wish.to);
  if (choice.state === 'none') return refused(choice.why, choice.hint);
  if (choice.state === 'there') return await planThere(workload, choice, wish, api);
  const to = choice.revision;
  const [hands, references, images] = await Promise.all([
    otherHands(holder.name, holder.object, api),
    checkReferences(to.template, api),
    wish.checkImages(to),
  ]);
  const isInTheWay = ({ effect }: OtherHand) =>
    effect === 'refused' || (effect === 'reverts' && wish.ifReverted === 'refuse');
  const refusing = hands.filter(isInTheWay);
  if (refusing.length > 0) return refusedBy(refusing);
  if (object.spec.paused && !wish.resume)
    return refused(
      'it is paused: a rollback would change nothing until it is resumed',
      'Add --resume to resume it with the rollback.',
    );
  const gone = [...references.gone, ...images.gone];
  if (gone.length > 0)
    return {
      state: 'refused',
      why: gone.map((text) => `it could not start: ${text}`),
      hint: 'Bring that back first, or name another revision by --to.',
      isSuspendable: false,
    };
  const suspending = await suspensionsOf(workload, hands, wish, api);
  if (suspending.state === 'impossible') return unsuspendable(suspending.why);
  const { suspensions } = suspending;
  return {
    ...{ state: 'ready', from, to, why: choice.why, resumes: object.spec.paused && wish.resume },
    ...{ otherHands: hands, suspensions },
    changes: changesBetween(object.spec.template, to.template),
    undo: from === undefined ? undefined : `runbook app undo ${workloadText(name)} --to ${identityOf(from, revisions)}`,
    looks: [...canaryLook(workload, to), ...references.notLookedAt, ...images.notLookedAt],
  };
}

/** What runs already may be taken back all the same. */
async function planThere(
  workload: Workload,
  { revision, why }: Choice & { state: 'there' },
  wish: UndoWish,
  api: KubernetesApi,
): Promise<UndoPlan> {
  const hands = await otherHands(workload.holder.name, workload.holder.object, api);
  const suspending = await suspensionsOf(workload, hands, wish, api);
  if (suspending.state === 'impossible') return unsuspendable(suspending.why);
  return { state: 'nothing-to-do', at: revision, why, otherHands: hands, suspensions: suspending.suspensions };
}

function unsuspendable(why: string): UndoPlan {
  return refused(why, 'Suspend it by its own means, then add --even-if-reverted.');
}

/** Of everybody who would put the other version back, where that is wished; each object once. */
async function suspensionsOf(
  { holder }: Workload,
  hands: readonly OtherHand[],
  { ifReverted }: UndoWish,
  api: KubernetesApi,
): Promise<SuspensionPlan> {
  if (ifReverted !== 'suspend') return { state: 'planned', suspensions: [] };
  const keepers = hands.flatMap(({ effect, keeper }) => (effect === 'reverts' && keeper !== undefined ? [keeper] : []));
  const { path, object, name } = holder;
  const subject = { path, object, text: workloadText(name), ...name, namespace: api.namespace };
  const plans = await Promise.all(keepers.map((keeper) => planSuspensions(keeper, subject, api)));
  const suspensions = new Map<string, Suspension>();
  for (const plan of plans) {
    if (plan.state === 'impossible') return plan;
    for (const one of plan.suspensions)
      suspensions.set(`${one.path} ${JSON.stringify([one.settings, one.additions])}`, one);
  }
  return { state: 'planned', suspensions: [...suspensions.values()] };
}

/** What is not the stable version any more takes the long way: minutes of pauses, in the middle of an incident. */
function canaryLook({ object, name }: Workload, to: Revision): readonly string[] {
  const steps = stepsOf(object.spec);
  const isStable = to.name.endsWith(`-${String(object.status['stableRS'])}`);
  if (name.kind !== 'rollout' || steps.length === 0 || isStable || object.spec['rollbackWindow'] !== undefined)
    return [];
  const pauses = steps.filter(({ pause }) => pause !== undefined).length;
  const way = `kubectl argo rollouts promote --full ${name.name}`;
  return [
    `it takes its ${steps.length} canary steps again, ${pauses} of them pauses: ${way} skips them, as spec.rollbackWindow would`,
  ];
}

function refusedBy(hands: readonly OtherHand[]): UndoPlan {
  const [first] = hands;
  const why = hands.map(({ who, effect }) =>
    effect === 'refused' ? `it is looked after by ${who}` : `${who} would put the broken version back`,
  );
  const isSuspendable = hands.every(({ effect }) => effect === 'reverts');
  const way = isSuspendable ? ' first, or add --suspend, or --even-if-reverted' : '';
  return {
    ...{ state: 'refused', why, isSuspendable },
    hint: `Do this${first?.effect === 'refused' ? ' instead' : ''}: ${hands.map(({ instead }) => instead).join('; ')}${way}.`,
  };
}

function refused(why: string, hint: string): UndoPlan {
  return { state: 'refused', why: [why], hint, isSuspendable: false };
}

/** What still names it when every number has changed. */
function identityOf({ main, version, number }: Revision, all: readonly Revision[]): string {
  const digest = main?.digest;
  if (digest !== undefined && all.filter((one) => one.main?.digest === digest).length === 1) return digest;
  const isOnly = version !== undefined && all.filter((one) => one.version === version).length === 1;
  return isOnly ? version : String(number);
}

/** One line for each value of the template that becomes another one. */
function changesBetween(from: unknown, to: unknown, path = ''): readonly string[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (Array.isArray(from) && Array.isArray(to)) return changesInList(from, to, path);
  if (!isRecord(from) || !isRecord(to))
    return [`${path}: ${isSecret(path) ? 'another value' : `${shown(from)} -> ${shown(to)}`}`];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys.flatMap((key) => changesBetween(from[key], to[key], path === '' ? key : `${path}.${key}`));
}

/** Containers, variables and volumes are known by their names, not by their places. */
function changesInList(from: readonly unknown[], to: readonly unknown[], path: string): readonly string[] {
  const nameOf = (one: unknown) => (isRecord(one) && typeof one['name'] === 'string' ? one['name'] : undefined);
  const isNamed = [...from, ...to].every((one) => nameOf(one) !== undefined);
  if (!isNamed) return [`${path}: ${shown(from)} -> ${shown(to)}`];
  const names = [...new Set([...from, ...to].map(nameOf))];
  const find = (list: readonly unknown[], name: string | undefined) => list.find((one) => nameOf(one) === name);
  return names.flatMap((name) =>
    changesBetween(unnamed(find(from, name)), unnamed(find(to, name)), `${path}[${name}]`),
  );
}

/** Its name stands in the path; of what is there on one side only, every value is a change. */
function unnamed(one: unknown): unknown {
  if (!isRecord(one)) return {};
  const { name: _name, ...rest } = one;
  return rest;
}

/** A variable whose name says that it is one: `…env[DB_PASSWORD].value`. */
function isSecret(path: string): boolean {
  const name = /\[([^\]]+)\]\.value$/.exec(path)?.[1];
  return name !== undefined && namesSecret(name.toLowerCase());
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
