import { setTimeout as delay } from 'node:timers/promises';

/** For what is started outside of a test, where `expect.poll` is not to be had. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`a minute has passed before ${what}`);
    await delay(50);
  }
}
