import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { causeOf, JournalError } from './journal-error.ts';
import { parseJson } from './json-lines.ts';
import { lookAtProcess, ownIdentity } from './process-identity.ts';
import { isTrusted, makeTrusted } from './trusted-folder.ts';

const holderSchema = v.object({
  user: v.string(),
  host: v.string(),
  pid: v.number(),
  processStartedAt: v.optional(v.string()),
  /** RFC 3339, UTC. */
  since: v.string(),
});
export type Holder = v.InferOutput<typeof holderSchema>;

interface HeldByOther {
  readonly state: 'held-by-other';
  readonly holder: Holder;
  /** `elsewhere`: on another machine, so that nobody here can tell whether it is alive. */
  readonly seen: 'alive' | 'elsewhere';
}
export type Hold = ({ readonly state: 'held' } & Disposable) | HeldByOther;

export interface Taker {
  readonly user: string;
  readonly since: Date;
}

/**
 * Takes a run for this process alone, in the first of the folders that can be written; whoever has it in any of them is
 * found. Throws where none can be written. Of two that see each other in two folders neither has it.
 */
export function holdRun(folders: readonly string[], who: Taker): Hold {
  const own: Holder = { user: who.user, since: who.since.toISOString(), ...ownIdentity() };
  const other = otherIn(folders);
  if (other !== undefined) return other;
  const causes: unknown[] = [];
  for (const folder of folders) {
    try {
      const hold = linkIn(folder, own);
      if (hold.state === 'held-by-other') return hold;
      const late = otherIn(folders.filter((one) => one !== folder));
      if (late !== undefined) hold[Symbol.dispose]();
      return late ?? hold;
    } catch (cause) {
      causes.push(cause);
    }
  }
  throw new JournalError('run-not-held', 'nothing can be written that would keep others from the same run', {
    hint: `Make room in one of ${folders.join(', ')}; then try again: ${causeOf(causes[0])}.`,
    cause: causes[0],
  });
}

/** Who has a run at the moment, or undefined. */
export function holderOf(folders: readonly string[]): Holder | undefined {
  return otherIn(folders)?.holder;
}

function otherIn(folders: readonly string[]): HeldByOther | undefined {
  for (const folder of folders.filter(isTrusted)) {
    const { other } = newestIn(folder);
    if (other !== undefined) return other;
  }
  return undefined;
}

/**
 * Every taking of a run is a file of its own, numbered and never taken away: a file can be linked to a name only once, so
 * of all that saw the same number let go, or its process die, one gets the next.
 */
function linkIn(folder: string, own: Holder): Hold {
  if (!existsSync(folder)) makeTrusted(folder);
  const draft = join(folder, `.held-${randomUUID()}`);
  try {
    writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
    for (;;) {
      const { number, other } = newestIn(folder);
      if (other !== undefined) return other;
      const path = pathOf(folder, number + 1);
      if (isLinked(draft, path)) return { state: 'held', [Symbol.dispose]: () => letGo(path) };
    }
  } finally {
    removeDraft(draft);
  }
}

interface Newest {
  /** How often the run was taken in this folder. */
  readonly number: number;
  /** Who has it since the last time. */
  readonly other?: HeldByOther | undefined;
}

function newestIn(folder: string): Newest {
  let number = 0;
  while (existsSync(pathOf(folder, number + 1))) number += 1;
  const holder = number === 0 ? undefined : readHolder(pathOf(folder, number));
  if (holder === undefined) return { number };
  const seen = lookAtProcess(holder);
  return seen === 'gone' ? { number } : { number, other: { state: 'held-by-other', holder, seen } };
}

function pathOf(folder: string, number: number): string {
  return join(folder, `held.${number}.json`);
}

function isLinked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where it was let go: the file is empty then, since that needs no room. */
function readHolder(path: string): Holder | undefined {
  try {
    const parsed = v.safeParse(holderSchema, parseJson(readFileSync(path)));
    return parsed.success ? parsed.output : undefined;
  } catch (error) {
    // The run was pruned meanwhile.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Where that cannot be written, the end of this process says the same. */
function letGo(path: string): void {
  try {
    truncateSync(path);
  } catch {
    // A folder that has become read-only, or is gone.
  }
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // It could not be made.
  }
}
