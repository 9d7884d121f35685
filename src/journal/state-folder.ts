import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { causeOf, JournalError } from './journal-error.ts';

/** Where runs are kept. `elsewhere` is to be said aloud, with its reason: nobody would look for them there. */
export type StateFolder =
  | { readonly place: 'project'; readonly folder: string }
  | { readonly place: 'elsewhere'; readonly folder: string; readonly why: string };

/** `.runbook/` of the project, which ignores itself in git; where that cannot be written, a folder of the user's. */
export function stateFolderOf(
  root: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): StateFolder {
  const folder = join(root, '.runbook');
  try {
    makeWritable(folder);
    return { place: 'project', folder };
  } catch (error) {
    return { place: 'elsewhere', folder: userFolderOf(root, environment), why: causeOf(error) };
  }
}

function userFolderOf(root: string, environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment.XDG_STATE_HOME;
  const home = given !== undefined && isAbsolute(given) ? given : join(homeOf(environment), '.local', 'state');
  const folder = join(home, 'runbook', createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 16));
  try {
    makeWritable(folder);
  } catch (cause) {
    throw new JournalError('state-folder-not-writable', `runs can be kept neither in the project nor in ${folder}`, {
      hint: 'Make one of them writable, or set XDG_STATE_HOME to a folder that is.',
      cause,
    });
  }
  return folder;
}

function homeOf(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.HOME ?? homedir();
}

function makeWritable(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  accessSync(folder, constants.W_OK | constants.X_OK);
  const ignored = join(folder, '.gitignore');
  if (!existsSync(ignored)) writeFileSync(ignored, '*\n', { mode: 0o600 });
}

/** The folder that holds the runs of a state folder; it need not exist yet. */
export function runsFolderOf(stateFolder: string): string {
  return join(stateFolder, 'runs');
}
