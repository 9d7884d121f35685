import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface MeasuredRun {
  readonly code: number | null;
  readonly elapsedMs: number;
  readonly peakMb: number;
}

/** Runs a program to its end. The peak is read while it runs, because it is gone with the process; it only ever grows. */
export async function measureProgram(
  command: readonly [program: string, ...args: readonly string[]],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly stdio?: StdioOptions },
): Promise<MeasuredRun> {
  const [program, ...args] = command;
  const beganMs = performance.now();
  const child: ChildProcess = spawn(program, args, { stdio: 'ignore', ...options });
  let peakMb = 0;
  const reading = setInterval(() => {
    peakMb = Math.max(peakMb, peakOf(child.pid ?? 0));
  }, 20);
  const [code] = await once(child, 'exit');
  clearInterval(reading);
  return { code, elapsedMs: performance.now() - beganMs, peakMb };
}

/** The most memory that a process ever held, on Linux; elsewhere 0. */
function peakOf(pid: number): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1_000;
  } catch {
    return 0;
  }
}
