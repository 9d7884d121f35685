import { lstatSync, mkdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The name of this user's part of a temporary folder. */
export function ownPartName(): string {
  return `runbook-state-${process.getuid?.() ?? 'user'}`;
}

/**
 * Whether what stands in a folder is this user's own. A temporary folder is everybody's: somebody else may have made
 * the part that is called after this user, with runs in it that nobody here has begun.
 */
export function isTrusted(folder: string): boolean {
  const part = ownPartOf(folder);
  if (part === undefined) return true;
  try {
    const found = lstatSync(part);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

/** Makes a folder and those above it, for this user alone; throws where that would be in a part that is not theirs. */
export function makeTrusted(folder: string): void {
  const part = ownPartOf(folder);
  if (part !== undefined) makeAlone(part);
  if (!isTrusted(folder)) throw new Error(`${part} is not this user's own`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function ownPartOf(folder: string): string | undefined {
  const names = folder.split(sep);
  const at = names.indexOf(ownPartName());
  return at === -1 ? undefined : join(sep, ...names.slice(0, at + 1));
}

function makeAlone(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
