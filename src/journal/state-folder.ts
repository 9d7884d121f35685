import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { causeOf, JournalError } from './journal-error.ts';
import { isTrusted, makeTrusted, ownPartName } from './trusted-folder.ts';

/** Where runs are kept. `elsewhere` is to be said aloud, with its reason: nobody would look for them there. */
export type StateFolder =
  | { readonly place: 'project'; readonly folder: string }
  | { readonly place: 'elsewhere'; readonly folder: string; readonly why: string };

/** `.runbook/` of the project, which ignores itself in git; where that cannot be written, a folder of the user's. */
export function stateFolderOf(root: string, environment: Environment = process.env): StateFolder {
  const folder = join(root, '.runbook');
  try {
    makeWritable(folder);
    return { place: 'project', folder };
  } catch (error) {
    return { place: 'elsewhere', folder: userFolderOf(root, environment), why: causeOf(error) };
  }
}

function userFolderOf(root: string, environment: Environment): string {
  const [, ...folders] = stateFoldersOf(root, environment);
  const causes: unknown[] = [];
  for (const folder of folders) {
    try {
      makeWritable(folder);
      return folder;
    } catch (cause) {
      causes.push(cause);
    }
  }
  throw new JournalError(
    'state-folder-not-writable',
    `runs can be kept neither in the project nor in ${folders.join(' nor in ')}`,
    { hint: 'Make one of them writable, or set XDG_STATE_HOME to a folder that is.', cause: causes[0] },
  );
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Every place where runs of a project may be kept, in the order of preference; none of them need exist. */
export function stateFoldersOf(root: string, environment: Environment = process.env): readonly string[] {
  const given = environment.XDG_STATE_HOME;
  const home = given !== undefined && isAbsolute(given) ? given : join(homeOf(environment), '.local', 'state');
  const project = createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 16);
  const { TMPDIR = '' } = environment;
  const temporary = isAbsolute(TMPDIR) ? TMPDIR : resolve(tmpdir());
  return [join(root, '.runbook'), join(home, 'runbook', project), join(temporary, ownPartName(), project)];
}

/** Those of them that this user, or whoever works in the project, may have written. */
export function trustedStateFoldersOf(root: string, environment: Environment = process.env): readonly string[] {
  return stateFoldersOf(root, environment).filter(isTrusted);
}

/** Where a run can go on to be kept when its own folder takes no more. */
export function refugesOf(root: string, runName: string, environment: Environment = process.env): readonly string[] {
  return stateFoldersOf(root, environment).map((folder) => join(runsFolderOf(folder), runName));
}

function homeOf(environment: Environment): string {
  return environment.HOME ?? homedir();
}

function makeWritable(folder: string): void {
  makeTrusted(folder);
  accessSync(folder, constants.W_OK | constants.X_OK);
  const ignored = join(folder, '.gitignore');
  if (!existsSync(ignored)) writeFileSync(ignored, '*\n', { mode: 0o600 });
}

/** The folder that holds the runs of a state folder; it need not exist yet. */
export function runsFolderOf(stateFolder: string): string {
  return join(stateFolder, 'runs');
}
