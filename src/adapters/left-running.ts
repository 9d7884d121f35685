import { setTimeout as delay } from 'node:timers/promises';
import { stopProcesses } from './process-stop.ts';
import { listProcesses, markerOf, type ProcessEntry } from './process-table.ts';

const pollMs = 50;

/** An action of a run whose program is gone. */
export interface LeftAction {
  /** What every process of the run carries in its environment. */
  readonly mark: string;
  readonly address: string;
}

/** The processes of an action that outlived the program which started them; where environments cannot be seen, none. */
export function leftRunning({ mark, address }: LeftAction): readonly ProcessEntry[] {
  return listProcesses().filter(
    ({ pid }) =>
      markerOf(pid, 'RUNBOOK_RUN') === mark && markerOf(pid, 'RUNBOOK_ACTION')?.startsWith(`${address}@`) === true,
  );
}

/** Resolves when none of them is left, or when the signal is aborted. */
export async function waitForLeft(left: LeftAction, signal: AbortSignal): Promise<readonly ProcessEntry[]> {
  for (;;) {
    const running = leftRunning(left);
    if (running.length === 0 || signal.aborted) return running;
    await delay(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Asks them to end, waits for the grace, then kills them. Returns who is left. */
export async function stopLeft(left: LeftAction, graceMs: number): Promise<readonly ProcessEntry[]> {
  const markers = new Set(leftRunning(left).map(({ pid }) => markerOf(pid, 'RUNBOOK_ACTION')));
  for (const marker of markers) {
    if (marker === undefined) continue;
    const trace = { pid: -1, ownGroup: false, reach: 'everything', marker: `RUNBOOK_ACTION=${marker}` } as const;
    await stopProcesses(trace, { signal: 'SIGTERM', graceMs, hasExited: () => true });
  }
  return leftRunning(left);
}
