import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Which process on which machine. A number alone would not do: it is given away again after a restart. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** When it began, in the system's own terms: only good for comparing. */
  readonly processStartedAt?: string | undefined;
}

/** This process, as run-started and run-resumed record it. */
export function ownIdentity(): ProcessIdentity {
  return { host: hostname(), pid: process.pid, processStartedAt: startOf(process.pid) };
}

/** `elsewhere`: it belongs to another machine, and this one cannot tell. */
export function lookAtProcess(identity: ProcessIdentity): 'alive' | 'gone' | 'elsewhere' {
  if (identity.host !== hostname()) return 'elsewhere';
  const startedAt = startOf(identity.pid);
  if (startedAt === undefined) return 'gone';
  return identity.processStartedAt === undefined || identity.processStartedAt === startedAt ? 'alive' : 'gone';
}

function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxStartOf(pid) : unixStartOf(pid);
}

/** Ticks since the machine was started (field 22 of proc_pid_stat(5)), and which start of the machine that was. */
function linuxStartOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isDead = fields[0] === 'Z' || fields[0] === 'X';
    return isDead ? undefined : `${bootId()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function unixStartOf(pid: number): string | undefined {
  try {
    const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' }, timeout: 5_000 } as const;
    const startedAt = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).trim();
    return startedAt === '' ? undefined : startedAt;
  } catch {
    return undefined;
  }
}
