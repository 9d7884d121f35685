import { lstatSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { errorCode } from '../diagnostics/error-code.ts';
import { UsageError } from '../project/usage-error.ts';
import { confirmWriting } from '../terminal/confirm-writing.ts';
import { writeJson, writeMessage, writeResult } from './output.ts';

/** A file that a command wants to write; `path` from the root. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  readonly isProgram: boolean;
}

/** Exit code where nothing was written because of a person. */
export const unwritten: Readonly<Record<string, number | undefined>> = { left: 1, interrupted: 130 };

export interface WriteFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export interface WrittenFiles {
  readonly state: 'written' | 'shown' | 'left' | 'interrupted';
  readonly written: readonly string[];
  readonly kept: readonly string[];
}

/** Shows what would be written, asks, and writes what is not there yet. No file is ever written over. */
export async function writeFiles(
  root: string,
  files: readonly PlannedFile[],
  flags: WriteFlags,
): Promise<WrittenFiles> {
  for (const { path } of files) refuseOutside(root, path);
  const kept = files.filter(({ path }) => isThere(join(root, path)));
  const missing = files.filter((file) => !kept.includes(file));
  const told = { written: missing.map(({ path }) => path), kept: kept.map(({ path }) => path) };
  if (flags.json !== true) {
    const rows = files.map((file) =>
      kept.includes(file) ? `  kept  ${file.path}, which is there already` : `  new   ${file.path}`,
    );
    (flags.dryRun === true ? writeResult : writeMessage)(rows.join('\n'));
  }
  if (flags.dryRun === true) {
    if (flags.json === true) writeJson({ v: 1, state: 'shown', ...told, files });
    else for (const { path, text } of missing) writeResult(`\n==> ${path} <==\n${text}`);
    return { state: 'shown', ...told };
  }
  const wanted = missing.length === 0 || flags.yes === true || (await isWanted(missing.length));
  if (wanted !== true) return { state: wanted === false ? 'left' : wanted, ...told };
  for (const file of missing) writeFresh(root, file);
  if (flags.json === true) writeJson({ v: 1, state: 'written', ...told });
  return { state: 'written', ...told };
}

async function isWanted(count: number): Promise<boolean | 'interrupted'> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true)
    throw new UsageError(
      'nobody is there to say whether these files are wanted',
      'Add --yes to write them, or --dry-run.',
    );
  return await confirmWriting(count);
}

/** What came in between, and what may not be written, is said like what was there before. */
function writeFresh(root: string, { path, text, isProgram }: PlannedFile): void {
  const full = join(root, path);
  try {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text, { flag: 'wx', mode: isProgram ? 0o755 : 0o644 });
  } catch (cause) {
    const code = errorCode(cause);
    if (code === undefined) throw cause;
    throw new UsageError(
      `${path} cannot be written: ${code}`,
      'What was written before it stays. Nothing was written over.',
      {
        cause,
      },
    );
  }
}

/** A link to nowhere is there as well: writing through it would make a file somewhere else. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // Below a file, or a link to itself, there is nothing.
    if (errorCode(error) === 'ENOTDIR' || errorCode(error) === 'ELOOP') return false;
    throw error;
  }
}

/** A link in the project must not lead the files out of it. */
function refuseOutside(root: string, path: string): void {
  let folder = dirname(join(root, path));
  while (!isThere(folder)) folder = dirname(folder);
  if (!isFolder(folder))
    throw new UsageError(
      `${relative(root, folder)} is there and is no folder`,
      `Move it, or choose another place for ${path}.`,
    );
  const inside = relative(realpathSync(root), realpathSync(folder));
  if (inside === '..' || inside.startsWith(`..${sep}`))
    throw new UsageError(`${path} would be written outside of ${root}`, 'Name a folder of the project.');
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // A link to nowhere, or to itself.
    return false;
  }
}
