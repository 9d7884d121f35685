import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** False for a process that has ended and waits for somebody to ask how. */
export function isAlive(pid: string | number): boolean {
  try {
    const stat = `/proc/${pid}/stat`;
    const isZombie = existsSync(stat) && readFileSync(stat, 'utf8').includes(') Z ');
    return process.kill(Number(pid), 0) && !isZombie;
  } catch {
    return false;
  }
}

/** Processes with this text in their command. */
export function processesOf(text: string): readonly string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => {
    try {
      return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').includes(text);
    } catch {
      return false;
    }
  });
}
