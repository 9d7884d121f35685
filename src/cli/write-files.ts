import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { confirmWriting } from '../terminal/confirm-writing.ts';
import { writeJson, writeMessage, writeResult } from './output.ts';
import { UsageError } from './usage-error.ts';

/** A file that a command wants to write; `path` from the root. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  readonly isProgram: boolean;
}

export interface WriteFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export interface WrittenFiles {
  readonly state: 'written' | 'shown' | 'left';
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
  const kept = files.filter(({ path }) => existsSync(join(root, path)));
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
    return { state: 'shown', ...told };
  }
  if (missing.length > 0 && flags.yes !== true && !(await isWanted(missing.length))) return { state: 'left', ...told };
  for (const { path, text, isProgram } of missing) {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text, { flag: 'wx', mode: isProgram ? 0o755 : 0o644 });
  }
  if (flags.json === true) writeJson({ v: 1, state: 'written', ...told });
  return { state: 'written', ...told };
}

async function isWanted(count: number): Promise<boolean> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true)
    throw new UsageError(
      'nobody is there to say whether these files are wanted',
      'Add --yes to write them, or --dry-run.',
    );
  return await confirmWriting(count);
}

/** A link in the project must not lead the files out of it. */
function refuseOutside(root: string, path: string): void {
  let folder = dirname(join(root, path));
  while (!existsSync(folder)) folder = dirname(folder);
  const inside = relative(realpathSync(root), realpathSync(folder));
  if (inside === '..' || inside.startsWith(`..${sep}`))
    throw new UsageError(`${path} would be written outside of ${root}`, 'Name a folder of the project.');
}
