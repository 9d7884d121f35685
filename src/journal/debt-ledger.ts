import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Debt, debtSchema } from './debt.ts';
import { causeOf, JournalError } from './journal-error.ts';
import { flushFolder } from './new-run.ts';
import { makeTrusted } from './trusted-folder.ts';

/** One file a debt, in a folder beside the runs. */
export function ledgerFolderOf(stateFolder: string): string {
  return join(stateFolder, 'debts');
}

/**
 * Writes down what will be owed; it is on disk before the change is made. Where one of that name is there already, settled or
 * not, a number is added.
 */
export function addDebt(folder: string, wanted: Omit<Debt, 'v' | 'kind'>): Debt {
  try {
    makeTrusted(folder);
    return claimDebt(folder, wanted);
  } catch (cause) {
    throw new JournalError(
      'debt-not-kept',
      `what is to be suspended cannot be written down in ${folder}: ${causeOf(cause)}`,
      {
        hint: 'It was not suspended. Make the folder writable, or set XDG_STATE_HOME to one that is.',
        cause,
      },
    );
  }
}

/** Written whole under another name first, and given its own in one stroke: who has the name has it alone. */
function claimDebt(folder: string, wanted: Omit<Debt, 'v' | 'kind'>): Debt {
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? wanted.id : `${wanted.id}-${count}`;
    const debt: Debt = { v: 1, kind: 'suspended', ...wanted, id };
    const draft = `${fileOf(folder, id)}.${process.pid}.new`;
    try {
      writeFileSync(draft, textOf(debt), { mode: 0o600, flush: true });
      linkSync(draft, fileOf(folder, id));
      flushFolder(folder);
      return debt;
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
}

export function settleDebt(folder: string, debt: Debt, settled: NonNullable<Debt['settled']>): void {
  const file = fileOf(folder, debt.id);
  const draft = `${file}.${process.pid}.new`;
  try {
    writeFileSync(draft, textOf({ ...debt, settled }), { mode: 0o600, flush: true });
    renameSync(draft, file);
    flushFolder(folder);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new JournalError('debt-not-kept', `that ${debt.id} is settled cannot be written down: ${causeOf(cause)}`, {
      hint: `It is done, and stays listed. Make ${folder} writable, then settle it again.`,
      cause,
    });
  }
}

/** As it stands now; undefined where it cannot be read. */
export function readDebt(folder: string, id: string): Debt | undefined {
  const entry = readEntry(fileOf(folder, id));
  return 'debt' in entry ? entry.debt : undefined;
}

export type LedgerEntry = { readonly debt: Debt } | { readonly file: string; readonly why: string };

/** Every debt of a folder, the newest first; what cannot be read is named and stays. */
export function readLedger(folder: string): readonly LedgerEntry[] {
  const entries = namesIn(folder).map((name) => readEntry(join(folder, name)));
  const stampOf = (entry: LedgerEntry) => ('debt' in entry ? entry.debt.owedAt : '');
  return entries.toSorted((a, b) => stampOf(b).localeCompare(stampOf(a)));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function readEntry(file: string): LedgerEntry {
  try {
    const result = v.safeParse(debtSchema, JSON.parse(readFileSync(file, 'utf8')));
    return result.success ? { debt: result.output } : { file, why: result.issues[0].message };
  } catch (error) {
    return { file, why: error instanceof Error ? error.message : String(error) };
  }
}

function fileOf(folder: string, id: string): string {
  return join(folder, `${id.replace(/[^\w.-]+/g, '-')}.json`);
}

function textOf(debt: Debt): string {
  return `${JSON.stringify(debt, undefined, 2)}\n`;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
