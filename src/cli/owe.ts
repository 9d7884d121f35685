import { hostname } from 'node:os';
import type { KubernetesApi } from '../adapters/kubernetes-api.ts';
import { KubernetesError } from '../adapters/kubernetes-error.ts';
import type { Debt } from '../journal/debt.ts';
import { addDebt, settleDebt } from '../journal/debt-ledger.ts';
import { resume, suspend, suspendAgain } from '../rollback/gitops/suspend.ts';
import type { Suspension } from '../rollback/gitops/suspension.ts';
import { ledgerToWrite } from './ledgers.ts';
import { userName } from './user-name.ts';

/** What was suspended, and is owed. */
export interface Owed {
  readonly debts: readonly Debt[];
  /** Suspends again what a sync that was under way has switched on. */
  hold(): Promise<void>;
  /** Takes all of it back: what it was for did not come about. */
  takeBack(): Promise<void>;
}

/**
 * Suspends one after the other, each written down before it is done. Where one fails, those before are taken back and
 * the error is thrown.
 */
export async function suspendAndOwe(
  suspensions: readonly Suspension[],
  workload: string,
  api: KubernetesApi,
): Promise<Owed> {
  if (suspensions.length === 0) return { debts: [], hold: async () => undefined, takeBack: async () => undefined };
  const ledger = ledgerToWrite(process.env);
  const debts: Debt[] = [];
  const takeBack = async () => {
    for (const debt of debts.toReversed()) {
      // What cannot be taken back stays owed.
      const isBack = await resume(debt.suspended, api, true).then(
        () => true,
        () => false,
      );
      if (isBack) settleDebt(ledger, debt, settledNow('what it was for was not done'));
    }
  };
  for (const suspension of suspensions) {
    const debt = addDebt(ledger, debtOf(suspension, workload, api));
    try {
      await suspend(suspension, api);
    } catch (error) {
      // Without an answer nobody knows whether it was done: then it stays owed, and `debts` looks.
      if (error instanceof KubernetesError && error.code !== 'unreachable')
        settleDebt(ledger, debt, settledNow(`it was not suspended: ${error.message}`));
      await takeBack();
      throw error;
    }
    debts.push(debt);
  }
  const hold = async () => {
    for (const suspension of suspensions) await suspendAgain(suspension, api);
  };
  return { debts, hold, takeBack };
}

export function settledNow(how: string): NonNullable<Debt['settled']> {
  return { at: new Date().toISOString(), user: userName(), how };
}

function debtOf({ name, what, path, suspend: set, restore, git }: Suspension, workload: string, api: KubernetesApi) {
  const { server, context } = api;
  return {
    ...{ id: name, what, workload, cluster: { server, context } },
    ...{ owedAt: new Date().toISOString(), user: userName(), host: hostname() },
    run: process.env['RUNBOOK_RUN'],
    suspended: { path, suspend: set, restore, git },
  };
}
