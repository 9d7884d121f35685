import { isAbsolute } from 'node:path';
import { ledgerFolderOf } from '../journal/debt-ledger.ts';
import { findRoot } from '../journal/find-root.ts';
import { stateFolderOf, trustedStateFoldersOf } from '../journal/state-folder.ts';

/** Where new debts are written: beside the run that the program was called from, else in the project of the working folder. */
export function ledgerToWrite(environment: NodeJS.ProcessEnv): string {
  const given = environment['RUNBOOK_STATE'];
  if (given !== undefined && isAbsolute(given)) return ledgerFolderOf(given);
  return ledgerFolderOf(stateFolderOf(findRoot(process.cwd())).folder);
}

/** Every folder where debts of the project may be. */
export function ledgersToRead(environment: NodeJS.ProcessEnv): readonly string[] {
  const given = environment['RUNBOOK_STATE'];
  const folders = trustedStateFoldersOf(findRoot(process.cwd()));
  return [...new Set([...(given !== undefined && isAbsolute(given) ? [given] : []), ...folders])].map(ledgerFolderOf);
}
