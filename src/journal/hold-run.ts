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
 * Takes a run for this process alone. A holder that is gone is replaced; of two that try at once one has it, since a
 * file can be linked to a name only once.
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
      if (holder === undefined) continue;
      const seen = lookAtProcess(holder);
      if (seen !== 'gone') return { state: 'held-by-other', holder, seen };
      // Only the one who takes the stale file away by its content goes on; who comes later finds a new one.
      release(path, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
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

/** Undefined when it is gone; one that cannot be read was left half-written and holds nothing. */
function readHolder(path: string): Holder | undefined {
  try {
    const parsed = v.safeParse(holderSchema, parseJson(readFileSync(path)));
    if (parsed.success) return parsed.output;
    rmSync(path, { force: true });
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function release(path: string, own: Holder): void {
  const found = readHolder(path);
  if (found?.pid === own.pid && found.since === own.since) rmSync(path, { force: true });
}
