import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { KubernetesApi } from '../adapters/kubernetes-api.ts';
import { isCertainlyRefused } from '../adapters/kubernetes-error.ts';
import { type Debt, debtText } from '../journal/debt.ts';
import { addDebt, readDebt, settleDebt } from '../journal/debt-ledger.ts';
import { resume, suspend, suspendAgain } from '../rollback/gitops/suspend.ts';
import type { Suspension } from '../rollback/gitops/suspension.ts';
import { settleText } from './app-text.ts';
import { ledgerToWrite } from './ledgers.ts';
import { writeMessage } from './output.ts';
import { userName } from './user-name.ts';

/** What was suspended, and is owed. */
export interface Owed {
  readonly debts: readonly Debt[];
  /** Suspends again what a sync that was under way has switched on; not what somebody has settled since. */
  hold(): Promise<void>;
  /** Takes all of it back: what it was for did not come about. What cannot be taken back stays owed, and is named. */
  takeBack(): Promise<void>;
  /** Names what stays owed. */
  sayOpen(): void;
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
  const owed = createOwed(api);
  const group = randomUUID();
  for (const [order, suspension] of suspensions.entries()) {
    try {
      await owed.suspend(suspension, { ...factsOf(workload, api), group: { id: group, order } });
    } catch (error) {
      await owed.takeBack();
      throw error;
    }
  }
  return owed;
}

function createOwed(api: KubernetesApi) {
  let ledger = '';
  const debts: Debt[] = [];
  const openDebts = () => debts.filter(({ id }) => readDebt(ledger, id)?.settled === undefined);
  const sayOpen = () => {
    for (const debt of openDebts()) writeMessage(`${debtText(debt)}; ${settleText(debt)}`);
  };
  return {
    debts,
    sayOpen,
    async suspend(
      { name: id, what, path, settings, additions, git }: Suspension,
      facts: Omit<Parameters<typeof addDebt>[1], 'id' | 'what' | 'suspended'>,
    ) {
      ledger ||= ledgerToWrite(process.env);
      const debt = addDebt(ledger, { ...facts, id, what, suspended: { path, settings, additions, git } });
      debts.push(debt);
      try {
        await suspend(debt.suspended, api);
      } catch (error) {
        // Else nobody knows whether it was done: then it stays owed.
        if (isCertainlyRefused(error)) settleDebt(ledger, debt, settledNow('it was not suspended'));
        throw error;
      }
    },
    async hold() {
      for (const debt of openDebts()) await suspendAgain(debt.suspended, api);
    },
    async takeBack() {
      for (const debt of openDebts().toReversed()) {
        try {
          await resume(debt.suspended, api, true);
          settleDebt(ledger, debt, settledNow('what it was for was not done'));
        } catch {
          // It is named below.
        }
      }
      sayOpen();
    },
  };
}

export function settledNow(how: string): NonNullable<Debt['settled']> {
  return { at: new Date().toISOString(), user: userName(), how };
}

function factsOf(workload: string, { server, context }: KubernetesApi) {
  return {
    ...{ workload, cluster: { server, context }, run: process.env['RUNBOOK_RUN'] },
    ...{ owedAt: new Date().toISOString(), user: userName(), host: hostname() },
  };
}
