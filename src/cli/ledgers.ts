import { isAbsolute } from 'node:path';
import { ledgerFolderOf } from '../journal/debt-ledger.ts';
import { findRoot } from '../journal/find-root.ts';
import { stateFolderOf, trustedStateFoldersOf } from '../journal/state-folder.ts';

/** Where new debts are written: beside the runs of the project. */
export function ledgerToWrite(environment: NodeJS.ProcessEnv): string {
  return ledgerFolderOf(stateFolderOf(projectOf(environment)).folder);
}

/** Every folder where debts of the project may be. */
export function ledgersToRead(environment: NodeJS.ProcessEnv): readonly string[] {
  return trustedStateFoldersOf(projectOf(environment)).map(ledgerFolderOf);
}

/** That of the run which called the program, wherever its commands have gone since; else that of the working folder. */
function projectOf(environment: NodeJS.ProcessEnv): string {
  const given = environment['RUNBOOK_ROOT'];
  return given !== undefined && isAbsolute(given) ? given : findRoot(process.cwd());
}
