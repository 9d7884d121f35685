import type { KubernetesApi } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { debtText } from '../../journal/debt.ts';
import { missingRights, rightsToPatch, rightText } from '../../rollback/workload/access.ts';
import { applyUndo, type Undone } from '../../rollback/workload/apply-undo.ts';
import { checkImages } from '../../rollback/workload/check-images.ts';
import { planUndo, type UndoPlan, type UndoWish } from '../../rollback/workload/plan-undo.ts';
import { pullSecretsOf } from '../../rollback/workload/pull-secrets.ts';
import type { Workload } from '../../rollback/workload/read-workload.ts';
import { type Revision, shownRevision } from '../../rollback/workload/revision.ts';
import { undoAgain } from '../../rollback/workload/undo-again.ts';
import { workloadText } from '../../rollback/workload/workload-name.ts';
import { planText, settleText } from '../app-text.ts';
import { askSuspend } from '../ask-suspend.ts';
import { exitCodeOf, type Followed, type Following, followWorkload, shownEnd } from '../follow-workload.ts';
import { isAttended } from '../is-attended.ts';
import { writeJson, writeMessage, writeResult } from '../output.ts';
import { type Owed, suspendAndOwe } from '../owe.ts';
import { registryClients } from '../registry-clients.ts';
import { UsageError } from '../usage-error.ts';
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
  const isApplied = plan.state === 'ready' && flags.dryRun !== true;
  if (form === 'lines') writeResult(planText(workload, plan).join('\n'));
  const done = isApplied ? await apply(workload, plan, api) : undefined;
  if (form === 'lines') sayDone(workload, plan, done, flags);
  await done?.owed.hold();
  const followed =
    done !== undefined && plan.state === 'ready' && flags.wait === true
      ? await follow(workload, plan.to, done.owed, { timeoutMs, form }, api)
      : undefined;
  if (form === 'json') {
    const shown = { plan: shownPlan(plan), applied: isApplied, ...done?.undone, debts: done?.owed.debts ?? [] };
    writeJson({ ...headOf(name, api), ...shown, wait: followed && shownEnd(followed) });
  }
  if (plan.state === 'refused') return 1;
  return followed === undefined ? 0 : exitCodeOf(followed);
}

/** A person who is there may say that what is in the way is to be suspended. */
async function planOrAsk(workload: Workload, flags: UndoFlags, api: KubernetesApi): Promise<UndoPlan> {
  const clientOf = registryClients(() => pullSecretsOf(workload.holder.object.spec.template, api));
  const { to, resume = false } = flags;
  const wish: UndoWish = {
    ...{
      to,
      resume,
      ifReverted: flags.evenIfReverted === true ? 'let' : flags.suspend === true ? 'suspend' : 'refuse',
    },
    checkImages: (revision: Revision) => checkImages(revision, clientOf),
  };
  const plan = await planUndo(workload, wish, api);
  if (plan.state !== 'refused' || !plan.isSuspendable || flags.dryRun === true || !isAttended(flags)) return plan;
  const suspending = await planUndo(workload, { ...wish, ifReverted: 'suspend' }, api);
  if (suspending.state !== 'ready') return suspending;
  return (await askSuspend(plan.why, suspending)) === 'suspend' ? suspending : plan;
}

/** A sync that was under way when it was suspended comes to its end, and is answered once more. */
const mostReturns = 3;

async function follow(
  { name }: Workload,
  to: Revision,
  { hold, debts }: Owed,
  how: Pick<Following, 'timeoutMs' | 'form'>,
  api: KubernetesApi,
): Promise<Followed> {
  const deadlineMs = Date.now() + how.timeoutMs;
  for (let count = 0; ; count += 1) {
    const followed = await followWorkload(name, api, { ...how, timeoutMs: deadlineMs - Date.now(), revision: to });
    await hold();
    const { end } = followed;
    const isReturned = end.state === 'failed' && end.isReplaced;
    if (!isReturned || debts.length === 0 || count === mostReturns) return followed;
    if (how.form === 'lines') writeMessage('That was on its way before it was suspended: rolling back once more.');
    if ((await undoAgain(name, to, api)) === 'not-to-be-undone') return followed;
  }
}

interface Done {
  readonly undone: Undone;
  readonly owed: Owed;
}

async function apply(workload: Workload, plan: UndoPlan & { state: 'ready' }, api: KubernetesApi): Promise<Done> {
  const { holder, path } = workload;
  const beside = [...(holder.path === path ? [] : [holder.path]), ...plan.suspensions.map((one) => one.path)];
  const missing = await missingRights(rightsToPatch(beside), api);
  if (missing.length > 0)
    throw new KubernetesError('denied', `these credentials may not ${missing.map(rightText).join(', nor ')}`, {
      hint: 'Nothing was changed. Let somebody do it who may; what is suspended already needs no --suspend.',
    });
  const owed = await suspendAndOwe(plan.suspensions, `${workloadText(workload.name)} in ${api.namespace}`, api);
  try {
    return { owed, undone: await applyUndo(workload, plan, api, new Date()) };
  } catch (error) {
    // Without an answer it may have been done: then what keeps it so stays.
    if (error instanceof KubernetesError && error.code !== 'unreachable') await owed.takeBack();
    throw error;
  }
}

function sayDone({ name }: Workload, plan: UndoPlan, done: Done | undefined, flags: UndoFlags): void {
  if (done === undefined) {
    if (plan.state === 'ready') writeMessage('Nothing has been changed: this is what it would do.');
    return;
  }
  const { deletedPods, notMarked } = done.undone;
  for (const pod of deletedPods) writeMessage(`deleted the pod ${pod}, which held it up`);
  for (const why of notMarked) writeMessage(why);
  for (const debt of done.owed.debts) writeMessage(`${debtText(debt)}; ${settleText(debt)}`);
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
