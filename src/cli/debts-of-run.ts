import { debtText } from '../journal/debt.ts';
import { ledgerFolderOf, readLedger } from '../journal/debt-ledger.ts';
import { trustedStateFoldersOf } from '../journal/state-folder.ts';
import type { DebtBook } from '../runner/ports.ts';

/** What the commands of one run have written down as owed; `mark` is what its processes carry in RUNBOOK_RUN. */
export function debtsOfRun(root: string, mark: string): DebtBook {
  return {
    owed() {
      try {
        const entries = trustedStateFoldersOf(root).flatMap((folder) => readLedger(ledgerFolderOf(folder)));
        // What cannot be read may be one of this run that is not settled.
        if (entries.some((entry) => 'why' in entry)) return undefined;
        const debts = entries.flatMap((entry) => ('debt' in entry ? [entry.debt] : []));
        return debts
          .filter(({ run, settled }) => run === mark && settled === undefined)
          .map((debt) => ({ id: debt.id, text: debtText(debt) }));
      } catch {
        return undefined;
      }
    },
  };
}
