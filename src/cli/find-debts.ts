import type { Debt } from '../journal/debt.ts';
import { readLedger } from '../journal/debt-ledger.ts';
import { ledgersToRead } from './ledgers.ts';

export interface FoundDebt {
  readonly debt: Debt;
  /** The folder that it is kept in. */
  readonly ledger: string;
}

/** Every debt of the project, settled or not, and the files that are none. */
export function findDebts(): {
  readonly found: readonly FoundDebt[];
  readonly unreadable: readonly { readonly file: string; readonly why: string }[];
} {
  const entries = ledgersToRead(process.env).flatMap((ledger) =>
    readLedger(ledger).map((entry) => ({ ledger, entry })),
  );
  const found = entries.flatMap(({ ledger, entry }) => ('debt' in entry ? [{ debt: entry.debt, ledger }] : []));
  return { found, unreadable: entries.flatMap(({ entry }) => ('why' in entry ? [entry] : [])) };
}

export function openDebts(found: readonly FoundDebt[]): readonly FoundDebt[] {
  return found.filter(({ debt }) => debt.settled === undefined);
}
