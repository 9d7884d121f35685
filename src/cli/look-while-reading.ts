import type { LoadedRunbook } from '../project/load-runbook.ts';

/** What is found by and by, and how to stop looking. */
interface Looking extends Disposable {
  readonly looks: ReadonlyMap<string, string> | undefined;
}

export const noLooks: Looking = { looks: undefined, [Symbol.dispose]: () => undefined };

/** The rules are loaded when the first screen stands, not before. */
const afterFirstScreenMs = 250;

/** Looks through a runbook for what matters before a key is pressed, while somebody reads the first screen. */
export function lookWhileReading(loaded: LoadedRunbook): Looking {
  const looks = new Map<string, string>();
  const timer = setTimeout(() => {
    // A rollback goes on without this: what it would say is advice.
    void look(loaded, looks).catch(() => undefined);
  }, afterFirstScreenMs);
  return { looks, [Symbol.dispose]: () => clearTimeout(timer) };
}

async function look(loaded: LoadedRunbook, looks: Map<string, string>): Promise<void> {
  const { findLooks } = await import('./find-looks.ts');
  for (const [address, text] of await findLooks(loaded)) looks.set(address, text);
}
