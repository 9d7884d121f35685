import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../runner/ports.ts';
import { JournalError } from './journal-error.ts';
import { runNameOf } from './run-name.ts';
import { runsFolderOf } from './state-folder.ts';
import { makeTrusted } from './trusted-folder.ts';

/** What a run keeps of its runbook, as it was at the start. */
export const keptRunbookFile = 'runbook.md';

export interface NewRun {
  /** `20261123-031409-payment-processor`, with `-2`, `-3`, … where another run has that name already. */
  readonly name: string;
  readonly folder: string;
}

/** Makes the folder of a run and keeps the runbook as it is now in it. Two runs of one second get two folders. */
export function createRun(options: {
  readonly stateFolder: string;
  readonly runbookName: string;
  readonly runbookText: string;
  readonly clock: Pick<Clock, 'now'>;
}): NewRun {
  const runs = runsFolderOf(options.stateFolder);
  try {
    makeTrusted(runs);
    const run = claim(runs, runNameOf(options.runbookName, options.clock.now()));
    writeFileSync(join(run.folder, keptRunbookFile), options.runbookText, { mode: 0o600, flag: 'wx', flush: true });
    flushFolder(run.folder);
    flushFolder(runs);
    return run;
  } catch (cause) {
    throw new JournalError('run-not-created', `no folder for the run could be made in ${runs}`, {
      hint: 'Check that the disk is not full and that the folder may be written.',
      cause,
    });
  }
}

/** Making a folder is atomic: whoever makes it has the name. */
function claim(runs: string, wanted: string): NewRun {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}-${count}`;
    const folder = join(runs, name);
    try {
      mkdirSync(folder, { mode: 0o700 });
      return { name, folder };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** Without this a crash of the machine may take the new name with it, though its contents were flushed. */
export function flushFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
