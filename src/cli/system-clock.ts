import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../runner/ports.ts';

/** The machine's clocks. A sleep does not keep the program alive by itself once its signal is aborted. */
export const systemClock: Clock = {
  monoMs: () => performance.now(),
  now: () => new Date(),
  sleep: (delayMs, signal) => delay(Math.min(delayMs, 2_147_483_647), undefined, { signal, ref: false }),
};
