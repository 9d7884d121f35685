import { kubeconfigSource } from '../../adapters/kubeconfig-files.ts';
import { openKubernetes } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { sameServer } from '../../adapters/target.ts';
import { TargetError } from '../../adapters/target-error.ts';
import type { Debt } from '../../journal/debt.ts';
import { settleDebt } from '../../journal/debt-ledger.ts';
import { JournalError } from '../../journal/journal-error.ts';
import { UsageError } from '../../project/usage-error.ts';
import { resume } from '../../rollback/gitops/suspend.ts';
import { debtLines } from '../debts-text.ts';
import { type FoundDebt, findDebts, openDebts } from '../find-debts.ts';
import { writeJson, writeMessage, writeResult } from '../output.ts';
import { settledNow } from '../owe.ts';

/** `runbook debts`: what rollbacks have switched off and nobody has switched on again. */
export function list(flags: { readonly all?: boolean; readonly json?: boolean }): number {
  const { found, unreadable } = findDebts();
  const shown = flags.all === true ? found : openDebts(found);
  for (const { file, why } of unreadable) writeMessage(`${file} cannot be read: ${why}`);
  if (flags.json === true) writeJson({ v: 1, debts: shown.map(({ debt }) => debt) });
  else writeResult([...shown.flatMap(({ debt }) => debtLines(debt)), countText(shown)].join('\n'));
  return unreadable.length === 0 ? 0 : 1;
}

function countText(shown: readonly FoundDebt[]): string {
  const open = openDebts(shown).length;
  return open === 0 ? 'nothing is owed' : `${open} ${open === 1 ? 'debt' : 'debts'}`;
}

export interface SettleFlags {
  readonly all?: boolean;
  readonly context?: string;
  readonly evenIfReverted?: boolean;
  /** Why it is written off without a look at the cluster. */
  readonly forget?: string;
  readonly json?: boolean;
}

interface Settled {
  readonly id: string;
  readonly state: 'settled' | 'refused' | 'failed';
  readonly text: string;
  readonly hint?: string | undefined;
}

/** `runbook debts settle`: switches on again what was suspended, as it was before. */
export async function settle(ids: readonly string[], flags: SettleFlags): Promise<number> {
  const { found, unreadable } = findDebts();
  for (const { file, why } of unreadable) writeMessage(`${file} cannot be read: ${why}`);
  const settled: Settled[] = [];
  for (const one of namedDebts(openDebts(found), ids, flags.all === true)) {
    const end = await settleOrTell(one, flags);
    settled.push(end);
    if (flags.json !== true) say(end);
  }
  if (flags.json === true) writeJson({ v: 1, debts: settled });
  else if (settled.length === 0) writeResult('nothing is owed');
  const isWell = unreadable.length === 0 && settled.every(({ state }) => state === 'settled');
  return isWell ? 0 : 1;
}

function say({ id, state, text, hint }: Settled): void {
  if (state === 'settled') writeResult(`${id}: ${text}`);
  else writeMessage([`${id}: ${text}`, ...(hint === undefined ? [] : [hint])].join('\n'));
}

/** Those of one rollback from the last to the first: what keeps another one suspended is switched on after it. */
function namedDebts(open: readonly FoundDebt[], ids: readonly string[], isAll: boolean): readonly FoundDebt[] {
  const names = open.map(({ debt }) => debt.id).join(', ');
  const hint = open.length === 0 ? 'Nothing is owed.' : `Owed: ${names}.`;
  if (isAll && ids.length > 0) throw new UsageError('--all and a name say two things', 'Take one of them.');
  if (!isAll && ids.length === 0 && open.length > 1)
    throw new UsageError('several debts are owed and none is named', `Name them, or add --all. ${hint}`);
  const unknown = ids.find((id) => !open.some(({ debt }) => debt.id === id));
  if (unknown !== undefined) throw new UsageError(`no debt is called "${unknown}"`, hint);
  const named = ids.length === 0 ? open : open.filter(({ debt }) => ids.includes(debt.id));
  return named.toSorted((a, b) => b.debt.group.order - a.debt.group.order);
}

/** What is wrong with one keeps nobody from settling the next. */
async function settleOrTell({ debt, ledger }: FoundDebt, flags: SettleFlags): Promise<Settled> {
  const { id, what } = debt;
  if (flags.forget !== undefined) {
    settleDebt(ledger, debt, settledNow(`written off, because: ${flags.forget}`));
    return { id, state: 'settled', text: `${what} is written off; nobody has looked at it` };
  }
  const before = openDebts(findDebts().found).find(
    ({ debt: { group } }) => group.id === debt.group.id && group.order > debt.group.order,
  );
  if (before !== undefined)
    return {
      id,
      state: 'refused',
      text: `${what} keeps ${before.debt.what} suspended`,
      hint: `Settle ${before.debt.id} before.`,
    };
  try {
    const api = await openClusterOf(debt, flags.context);
    const resumed = await resume(debt.suspended, api, flags.evenIfReverted === true);
    if (resumed.state === 'refused') {
      const hint = 'When Git says what the cluster runs, add --even-if-reverted.';
      return { id, state: 'refused', text: `${what} stays suspended: ${resumed.why}`, hint };
    }
    const text = resumed.state === 'resumed' ? `${what} is switched on again` : `${what}: ${resumed.why}`;
    settleDebt(ledger, debt, settledNow(text));
    return { id, state: 'settled', text };
  } catch (error) {
    if (!(error instanceof KubernetesError || error instanceof TargetError || error instanceof JournalError))
      throw error;
    return { id, state: 'failed', text: error.message, hint: error.hint };
  }
}

/** A context may lead somewhere else by now. */
async function openClusterOf({ cluster }: Debt, chosen: string | undefined) {
  const api = await openKubernetes(kubeconfigSource(process.env), { context: chosen ?? cluster.context });
  if (sameServer(api.server, cluster.server)) return api;
  throw new KubernetesError(
    'refused',
    `context ${api.context} leads to ${api.server}, and this is of ${cluster.server}`,
    {
      hint: 'Name a context of that server by --context.',
    },
  );
}
