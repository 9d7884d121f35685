import type { Proof } from './prover.ts';
import type { Running } from './running.ts';
import { variablesOf } from './values.ts';

/** What the targets said of themselves the last time. */
export interface TargetsSeen {
  readonly proofs: readonly Proof[];
  /** On the run's clock; when the first of them stopped being proved, if one is not. */
  readonly atMs: number;
  readonly notProvedSinceMs?: number | undefined;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** How often the targets are asked while a person reads. */
const everyMs = 4_000;
/** So long a proof is as good as one that is made when the key is pressed. */
const freshMs = 6_000;

/** Proves the targets again and again while somebody reads a card that writes, so that the key costs no time. */
export function watchTargets(running: Running): Disposable {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, running.ports.interruption.ended]);
  keepProving(running, signal).catch(() => undefined);
  return { [Symbol.dispose]: () => stop.abort() };
}

async function keepProving(running: Running, signal: AbortSignal): Promise<void> {
  const { ports, values, plan, elapsedMs, seen } = running;
  while (!signal.aborted) {
    const proofs = await ports.prover.prove(variablesOf(values, plan.environment), signal);
    if (signal.aborted || proofs.length === 0) return;
    const isProved = proofs.every(({ outcome }) => outcome === 'proved');
    const atMs = elapsedMs();
    const notProvedSinceMs = isProved ? undefined : (seen.targets?.notProvedSinceMs ?? atMs);
    seen.targets = { proofs, atMs, notProvedSinceMs, at: ports.clock.now().toISOString() };
    await ports.clock.sleep(everyMs, signal);
  }
}

/** Proofs that are still good, each used for one write only. */
export function takeFresh({ seen, elapsedMs }: Running): readonly Proof[] | undefined {
  const { targets } = seen;
  seen.targets = undefined;
  return targets !== undefined && elapsedMs() - targets.atMs <= freshMs ? targets.proofs : undefined;
}
