import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parseJson } from './chain.ts';
import { lookAtProcess, ownIdentity } from './process-identity.ts';

const holderSchema = v.object({
  user: v.string(),
  host: v.string(),
  pid: v.number(),
  processStartedAt: v.optional(v.string()),
  /** RFC 3339, UTC. */
  since: v.string(),
});
export type Holder = v.InferOutput<typeof holderSchema>;

export type Hold =
  | ({ readonly state: 'held' } & Disposable)
  /** `elsewhere`: on another machine, so that nobody here can tell whether it is alive. */
  | { readonly state: 'held-by-other'; readonly holder: Holder; readonly seen: 'alive' | 'elsewhere' };

const holdFile = 'held.json';

/**
 * Takes a run for this process alone. Of two that try at once one has it, since a file can be linked to a name only
 * once. A holder that is gone is taken away by one at a time: whoever reads it as gone may be late.
 */
export function holdRun(folder: string, who: { readonly user: string; readonly since: Date }): Hold {
  const path = join(folder, holdFile);
  const own: Holder = { user: who.user, since: who.since.toISOString(), ...ownIdentity() };
  const draft = join(folder, `.held-${own.pid}-${own.since.replace(/\W/g, '')}`);
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    for (;;) {
      if (isLinked(draft, path)) return { state: 'held', [Symbol.dispose]: () => release(path, own) };
      const holder = readHolder(path);
      const seen = holder === undefined ? 'gone' : lookAtProcess(holder);
      if (holder !== undefined && seen !== 'gone') return { state: 'held-by-other', holder, seen };
      if (!isLinked(draft, `${path}.breaking`)) waitForBreaking(`${path}.breaking`);
      else takeAwayGone(path);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Under the one link that allows it: looks once more, takes away what is gone, and gives the link back. */
function takeAwayGone(path: string): void {
  try {
    const holder = readHolder(path);
    if (holder === undefined || lookAtProcess(holder) === 'gone') rmSync(path, { force: true });
  } finally {
    rmSync(`${path}.breaking`, { force: true });
  }
}

/** It takes a moment; one whose process has died over it is taken away. */
function waitForBreaking(breaking: string): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  const holder = readHolder(breaking);
  if (holder !== undefined && lookAtProcess(holder) === 'gone') rmSync(breaking, { force: true });
}

/** Who has a run at the moment, or undefined. */
export function holderOf(folder: string): Holder | undefined {
  const holder = readHolder(join(folder, holdFile));
  return holder === undefined || lookAtProcess(holder) === 'gone' ? undefined : holder;
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

/** Undefined when it is gone, or was left half-written: such a one holds nothing. */
function readHolder(path: string): Holder | undefined {
  try {
    const parsed = v.safeParse(holderSchema, parseJson(readFileSync(path)));
    return parsed.success ? parsed.output : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function release(path: string, own: Holder): void {
  const found = readHolder(path);
  if (found?.pid === own.pid && found.since === own.since) rmSync(path, { force: true });
}
