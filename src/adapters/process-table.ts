import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { errorCode } from '../diagnostics/error-code.ts';

/** A process as the system lists it; its start tells it from a later one with the same id. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  readonly startedAt: string;
  readonly name: string;
}

/** How the processes of one action are known, even those that left its group. */
export interface ProcessTrace {
  readonly pid: number;
  /** Whether it was started in a group and session of its own. */
  readonly ownGroup: boolean;
  /** `group` leaves alone what left its group on purpose. */
  readonly reach: 'group' | 'everything';
  /** `NAME=value` in the environment. */
  readonly marker: string;
  /** A pipe that every descendant holds open. */
  readonly lifeline?: string | undefined;
}

/**
 * Whether a process is there, or, by a negative number, anybody of a group; also those who have ended and are not
 * collected, and those of another user, whom no signal of ours reaches.
 */
export function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

/** Every living process; what has ended and only waits to be collected is left out. */
export function listProcesses(): readonly ProcessEntry[] {
  return existsSync('/proc/self/stat') ? listFromProc() : listFromPs();
}

/** The processes of an action: by group, session, ancestry, marker and lifeline. `known` are earlier members, by identity. */
export function membersOf(trace: ProcessTrace, known: ReadonlySet<string>): readonly ProcessEntry[] {
  const processes = listProcesses().filter(({ pid }) => pid !== process.pid);
  if (trace.reach === 'group') return processes.filter((entry) => isInGroup(entry, trace.pid));
  const members = new Map(
    processes.filter((entry) => isMarked(entry, trace, known)).map((entry) => [entry.pid, entry]),
  );
  for (let before = -1; before !== members.size; ) {
    before = members.size;
    for (const entry of processes) if (members.has(entry.parent)) members.set(entry.pid, entry);
  }
  return [...members.values()];
}

export function identityOf({ pid, startedAt }: ProcessEntry): string {
  return `${pid}@${startedAt}`;
}

function isMarked(entry: ProcessEntry, trace: ProcessTrace, known: ReadonlySet<string>): boolean {
  if (entry.pid === trace.pid || known.has(identityOf(entry))) return true;
  if (trace.ownGroup && (isInGroup(entry, trace.pid) || entry.session === trace.pid)) return true;
  return hasMarker(entry.pid, trace.marker) || (trace.lifeline !== undefined && holds(entry.pid, trace.lifeline));
}

/** A later process may have got the number; its session tells. */
function isInGroup({ group, session }: ProcessEntry, pid: number): boolean {
  return group === pid && (session === pid || session === 0);
}

/** Whether the process carries `NAME=value` in its environment; false where that cannot be seen. */
export function hasMarker(pid: number, marker: string): boolean {
  return (readOr(() => readFileSync(`/proc/${pid}/environ`, 'latin1')) ?? '').split('\0').includes(marker);
}

/** The value of a variable in the environment of a process; undefined where it is not set or cannot be seen. */
export function markerOf(pid: number, name: string): string | undefined {
  const variables = readOr(() => readFileSync(`/proc/${pid}/environ`, 'latin1'))?.split('\0') ?? [];
  return variables.find((variable) => variable.startsWith(`${name}=`))?.slice(name.length + 1);
}

function holds(pid: number, path: string): boolean {
  const open = readOr(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return open.some((fd) => readOr(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) === path);
}

function listFromProc(): readonly ProcessEntry[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    const stat = readOr(() => readFileSync(`/proc/${id}/stat`, 'latin1'));
    // The name stands in parentheses and may hold some itself.
    const match = /^\d+ \(([\s\S]*)\) (\S) (.*)$/.exec(stat?.trimEnd() ?? '');
    const fields = match?.[3]?.split(' ') ?? [];
    if (match === null || match[2] === 'Z' || match[2] === 'X') return [];
    return [
      {
        pid: Number(id),
        parent: Number(fields[0]),
        group: Number(fields[1]),
        session: Number(fields[2]),
        startedAt: fields[18] ?? '',
        name: match[1] ?? '',
      },
    ];
  });
}

/** Systems without /proc, macOS among them: markers and lifelines cannot be seen there. */
export function listFromPs(): readonly ProcessEntry[] {
  const printed = execFileSync('ps', ['-axo', 'pid=,ppid=,pgid=,stat=,lstart=,comm='], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  return printed.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line);
    if (match === null || match[4]?.startsWith('Z')) return [];
    const [, pid, parent, group, , startedAt = '', name = ''] = match;
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), session: 0, startedAt, name }];
  });
}

/** Processes end while they are looked at, and others belong to somebody else. */
function readOr<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
