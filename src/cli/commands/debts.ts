import { kubeconfigSource } from '../../adapters/kubeconfig-files.ts';
import { openKubernetes } from '../../adapters/kubernetes-api.ts';
import { KubernetesError } from '../../adapters/kubernetes-error.ts';
import { sameServer } from '../../adapters/target.ts';
import type { Debt } from '../../journal/debt.ts';
import { settleDebt } from '../../journal/debt-ledger.ts';
import { resume } from '../../rollback/gitops/suspend.ts';
import { debtLines } from '../debts-text.ts';
import { type FoundDebt, findDebts, openDebts } from '../find-debts.ts';
import { writeJson, writeMessage, writeResult } from '../output.ts';
import { settledNow } from '../owe.ts';
import { UsageError } from '../usage-error.ts';

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
  const settled: Settled[] = [];
  for (const found of namedDebts(ids, flags.all === true)) {
    const one = await settleOrTell(found, flags);
    settled.push(one);
    if (flags.json === true) continue;
    const line = `${one.id}: ${one.text}`;
    if (one.state === 'settled') writeResult(line);
    else writeMessage([line, ...(one.hint === undefined ? [] : [one.hint])].join('\n'));
  }
  if (flags.json === true) writeJson({ v: 1, debts: settled });
  return settled.every(({ state }) => state === 'settled') ? 0 : 1;
}

function namedDebts(ids: readonly string[], isAll: boolean): readonly FoundDebt[] {
  const open = openDebts(findDebts().found);
  if (isAll) return open;
  const names = open.map(({ debt }) => debt.id).join(', ');
  const hint = open.length === 0 ? 'Nothing is owed.' : `Owed: ${names}.`;
  if (ids.length === 0) {
    if (open.length < 2) return open;
    throw new UsageError('several debts are owed and none is named', `Name them, or add --all. ${hint}`);
  }
  return ids.map((id) => {
    const found = open.find(({ debt }) => debt.id === id);
    if (found === undefined) throw new UsageError(`no debt is called "${id}"`, hint);
    return found;
  });
}

/** What is wrong with one keeps nobody from settling the next. */
async function settleOrTell({ debt, ledger }: FoundDebt, flags: SettleFlags): Promise<Settled> {
  const { id, what } = debt;
  try {
    const api = await openClusterOf(debt, flags.context);
    const resumed = await resume(debt.suspended, api, flags.evenIfReverted === true);
    if (resumed.state === 'refused') {
      const hint = 'Let Git say what the cluster runs, then settle it; or add --even-if-reverted.';
      return { id, state: 'refused', text: `${what} stays suspended: ${resumed.why}`, hint };
    }
    const text = resumed.state === 'resumed' ? `${what} is switched on again` : `${what}: ${resumed.why}`;
    settleDebt(ledger, debt, settledNow(text));
    return { id, state: 'settled', text };
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
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
