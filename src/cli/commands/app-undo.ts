import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { isCertainlyRefused, KubernetesError } from '../../adapters/kubernetes-error.ts';
import { UsageError } from '../../project/usage-error.ts';
import { missingRights, rightsToPatch, rightText } from '../../rollback/workload/access.ts';
import { applyUndo, type Undone } from '../../rollback/workload/apply-undo.ts';
import { checkImages } from '../../rollback/workload/check-images.ts';
import { planUndo, type UndoPlan, type UndoWish } from '../../rollback/workload/plan-undo.ts';
import type { Wanted } from '../../rollback/workload/progress.ts';
import { pullSecretsOf } from '../../rollback/workload/pull-secrets.ts';
import type { Workload } from '../../rollback/workload/read-workload.ts';
import { type Revision, shownRevision } from '../../rollback/workload/revision.ts';
import { undoAgain } from '../../rollback/workload/undo-again.ts';
import { workloadText } from '../../rollback/workload/workload-name.ts';
import { planText } from '../app-text.ts';
import { askSuspend } from '../ask-suspend.ts';
import { exitCodeOf, type Followed, type Following, followWorkload, shownEnd } from '../follow-workload.ts';
import { isAttended } from '../is-attended.ts';
import { writeJson, writeMessage, writeResult } from '../output.ts';
import { type Owed, suspendAndOwe } from '../owe.ts';
import { registryClients } from '../registry-clients.ts';
import {
  type ClusterFlags,
  headOf,
  millisecondsOf,
  openCluster,
  readWithRights,
  workloadNamed,
} from '../workload-flags.ts';

export interface UndoFlags extends ClusterFlags {
  readonly to: string;
  readonly dryRun?: boolean;
  readonly resume?: boolean;
  readonly suspend?: boolean;
  readonly evenIfReverted?: boolean;
  readonly wait?: boolean;
  readonly timeout: string;
  /** commander's --no-input. */
  readonly input: boolean;
}

/** `runbook app undo WORKLOAD`: back to a template that worked, chosen by what it runs. */
export async function undo(text: string, flags: UndoFlags): Promise<number> {
  const name = workloadNamed(text);
  const timeoutMs = millisecondsOf(flags.timeout);
  if (flags.suspend === true && flags.evenIfReverted === true)
    throw new UsageError('--suspend and --even-if-reverted say two things', 'Take one of them.');
  const form = flags.json === true ? 'json' : 'lines';
  const api = await openCluster(flags);
  const workload = await readWithRights(flags.dryRun === true ? 'history' : 'undo', name, api);
  const plan = await planOrAsk(workload, flags, api);
  if (form === 'lines') writeResult(planText(workload, plan).join('\n'));
  const isApplied = plan.state !== 'refused' && flags.dryRun !== true;
  const done = isApplied ? await apply(workload, plan, api) : undefined;
  if (form === 'lines') sayDone(workload, plan, done, flags);
  const followed =
    done !== undefined && flags.wait === true ? await follow(workload, done, { timeoutMs, form }, api) : undefined;
  if (form === 'json') {
    const applied = isApplied && plan.state === 'ready';
    const shown = { plan: shownPlan(plan), applied, ...done?.undone, debts: done?.owed.debts ?? [] };
    writeJson({ ...headOf(name, api), ...shown, wait: followed && shownEnd(followed) });
  }
  if (plan.state === 'refused') return 1;
  return followed === undefined ? 0 : exitCodeOf(followed);
}

/** A person who is there may say that what is in the way is to be suspended. */
async function planOrAsk(workload: Workload, flags: UndoFlags, api: KubernetesApi): Promise<UndoPlan> {
  const { to, resume = false } = flags;
  const wish: UndoWish = {
    ...{
      to,
      resume,
      ifReverted: flags.evenIfReverted === true ? 'let' : flags.suspend === true ? 'suspend' : 'refuse',
    },
    checkImages: (revision: Revision) =>
      checkImages(
        revision,
        registryClients(() => pullSecretsOf(revision.template, api)),
      ),
  };
  const plan = await planUndo(workload, wish, api);
  if (plan.state !== 'refused' || !plan.isSuspendable || flags.dryRun === true || !isAttended(flags)) return plan;
  const suspending = await planUndo(workload, { ...wish, ifReverted: 'suspend' }, api);
  if (suspending.state !== 'ready') return suspending;
  return (await askSuspend(plan.why, suspending)) === 'suspend' ? suspending : plan;
}

interface Done {
  /** Absent where it was there already. */
  readonly undone?: Undone | undefined;
  readonly rollback: Wanted['rollback'] & { readonly to: Revision };
  readonly owed: Owed;
}

async function apply(workload: Workload, plan: UndoPlan & Doable, api: KubernetesApi): Promise<Done> {
  const { holder, path } = workload;
  const beside = [...(holder.path === path ? [] : [holder.path]), ...plan.suspensions.map((one) => one.path)];
  const missing = await missingRights(rightsToPatch(beside), api);
  if (missing.length > 0)
    throw new KubernetesError('denied', `these credentials may not ${missing.map(rightText).join(', nor ')}`, {
      hint: 'Nothing was changed. Let somebody do it who may; what is suspended already needs no --suspend.',
    });
  const owed = await suspendAndOwe(plan.suspensions, `${workloadText(workload.name)} in ${api.namespace}`, api);
  if (plan.state === 'nothing-to-do') return { owed, rollback: { to: plan.at } };
  try {
    const undone = await applyUndo(workload, plan, api, new Date());
    return { owed, undone, rollback: { to: plan.to, from: plan.from } };
  } catch (error) {
    // Else it may have been done: then what keeps it so stays.
    if (isCertainlyRefused(error)) await owed.takeBack();
    else owed.sayOpen();
    throw error;
  }
}

type Doable = { readonly state: 'ready' | 'nothing-to-do' };

/** A sync that was under way when it was suspended comes to its end, and is answered once more. */
const mostReturns = 3;

async function follow(
  { name }: Workload,
  { rollback, owed }: Done,
  how: Pick<Following, 'timeoutMs' | 'form'>,
  api: KubernetesApi,
): Promise<Followed> {
  const deadlineMs = Date.now() + how.timeoutMs;
  for (let count = 0; ; count += 1) {
    const followed = await followWorkload(name, api, { ...how, timeoutMs: deadlineMs - Date.now(), rollback });
    const { end } = followed;
    const held = await orSay(owed.hold());
    const isTakenBack = end.state === 'failed' && end.isTakenBack;
    if (held !== 'done' || !isTakenBack || owed.debts.length === 0 || count === mostReturns) return followed;
    if (how.form === 'lines') writeMessage('That was on its way before it was suspended: rolling back once more.');
    if ((await orSay(undoAgain(name, rollback.to, api))) !== 'undone') return followed;
  }
}

/** What goes wrong beside a rollback that was done is said, and hides nothing of it. */
async function orSay<T>(doing: Promise<T>): Promise<T | 'done' | undefined> {
  try {
    return (await doing) ?? 'done';
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    writeMessage(`${error.message}\n${error.hint}`);
    return undefined;
  }
}

function sayDone({ name }: Workload, plan: UndoPlan, done: Done | undefined, flags: UndoFlags): void {
  if (done === undefined) {
    if (plan.state === 'ready') writeMessage('Nothing has been changed: this is what it would do.');
    return;
  }
  for (const pod of done.undone?.deletedPods ?? []) writeMessage(`deleted the pod ${pod}, which held it up`);
  for (const why of done.undone?.notDone ?? []) writeMessage(why);
  done.owed.sayOpen();
  if (done.undone === undefined) return;
  const next = flags.wait === true ? 'waiting for it.' : `when it has arrived: runbook app wait ${workloadText(name)}`;
  writeMessage(`Rolled back; ${next}`);
}

function shownPlan(plan: UndoPlan) {
  switch (plan.state) {
    case 'ready':
      return { ...plan, from: plan.from && shownRevision(plan.from), to: shownRevision(plan.to) };
    case 'nothing-to-do':
      return { ...plan, at: shownRevision(plan.at) };
    case 'refused':
      return plan;
  }
}
