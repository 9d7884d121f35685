import { setTimeout as delay } from 'node:timers/promises';
import { identityOf, membersOf, type ProcessEntry, type ProcessTrace } from './process-table.ts';

const pollMs = 25;
const killMs = 2_000;

export type StopSignal = 'SIGINT' | 'SIGTERM';

export interface StopOptions {
  readonly signal: StopSignal;
  /** How long the processes have to end by themselves. */
  readonly graceMs: number;
  /** Whether the process itself has ended. */
  readonly hasExited: () => boolean;
}

/** Ends an action whole: asks, waits for the grace, then kills until a scan finds nobody. Returns who is left. */
export async function stopProcesses(trace: ProcessTrace, options: StopOptions): Promise<readonly ProcessEntry[]> {
  const known = new Set<string>();
  ask(trace, scan(trace, known), options.signal);
  const remaining = await waitForEnd(trace, known, options);
  return remaining.length === 0 ? [] : await kill(trace, known);
}

/** An abort for lack of time ends with SIGTERM, one by a person with SIGINT, as Ctrl-C would. */
export function stopSignalFor(reason: unknown): StopSignal {
  if (!(reason instanceof Error)) return 'SIGINT';
  const isLate = reason.name === 'TimeoutError' || ('why' in reason && reason.why === 'timeout');
  return isLate ? 'SIGTERM' : 'SIGINT';
}

/** Sends to a process or, negative, to a group; false when there is none or it belongs to somebody else. */
function send(target: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}

function scan(trace: ProcessTrace, known: Set<string>): readonly ProcessEntry[] {
  const members = membersOf(trace, known);
  for (const member of members) known.add(identityOf(member));
  return members;
}

/** A stopped process takes no signal until it goes on. */
function ask(trace: ProcessTrace, members: readonly ProcessEntry[], signal: StopSignal): void {
  const outside = members.filter(({ group }) => !trace.ownGroup || group !== trace.pid).map(({ pid }) => pid);
  const targets = trace.ownGroup ? [-trace.pid, ...outside] : outside;
  for (const target of targets) {
    send(target, signal);
    send(target, 'SIGCONT');
  }
}

async function waitForEnd(
  trace: ProcessTrace,
  known: Set<string>,
  { signal, graceMs, hasExited }: StopOptions,
): Promise<readonly ProcessEntry[]> {
  const until = performance.now() + graceMs;
  let isAskedAgain = signal === 'SIGTERM';
  while (performance.now() < until) {
    await delay(pollMs);
    if (!hasExited()) continue;
    const members = scan(trace, known);
    if (members.length === 0) return [];
    // Background jobs of a script ignore SIGINT.
    if (!isAskedAgain) ask(trace, members, 'SIGTERM');
    isAskedAgain = true;
  }
  return scan(trace, known);
}

/** Everybody is held before anybody is killed, so that nothing starts a successor meanwhile. */
async function kill(trace: ProcessTrace, known: Set<string>): Promise<readonly ProcessEntry[]> {
  const until = performance.now() + killMs;
  let members = scan(trace, known);
  while (members.length > 0 && performance.now() < until) {
    for (const { pid } of members) send(pid, 'SIGSTOP');
    const held = scan(trace, known);
    for (const { pid } of held) send(pid, 'SIGKILL');
    await delay(pollMs);
    members = scan(trace, known);
  }
  return members;
}
