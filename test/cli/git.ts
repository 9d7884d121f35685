import { execFileSync } from 'node:child_process';

/** Git in a folder, where commits are Anna's. */
export function git(folder: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=Anna', '-c', 'user.email=anna@example.com'];
  return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}
