import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBash } from '../../src/adapters/bash-lookup.ts';
import type { ScriptRun, SessionResult } from '../../src/adapters/session-action.ts';
import { createShellSession } from '../../src/adapters/shell-session.ts';

const found = await findBash();

/** The bash under test: SHELL_SESSION_BASH, else the one that a run would take. */
export const bash = process.env.SHELL_SESSION_BASH ?? found ?? 'bash';

export interface Outcome extends SessionResult {
  readonly stdout: string;
  readonly stderr: string;
}

/** A session in folders of its own, with an empty HOME and little else in the environment. */
export function openRig(options: { environment?: NodeJS.ProcessEnv; graceMs?: number; bash?: string } = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'shell-session-')));
  const folder = join(root, 'runbooks');
  const scratchFolder = join(root, 'scratch');
  mkdirSync(folder);
  mkdirSync(scratchFolder, { mode: 0o700 });
  const baseEnvironment = { PATH: process.env.PATH, HOME: root, LC_ALL: 'C.UTF-8', ...options.environment };
  const session = createShellSession({ bash, ...options, folder, baseEnvironment, scratchFolder });
  let count = 0;
  const run = async (script: string, given: Partial<ScriptRun> = {}): Promise<Outcome> => {
    const chunks = { stdout: '', stderr: '' };
    count += 1;
    const result = await session.run({
      action: `step.${count}`,
      script,
      source: { name: 'release.md', line: 42 },
      variables: {},
      signal: new AbortController().signal,
      started: () => {},
      terminal: 'none',
      background: false,
      endedLater: () => {},
      output: (stream, chunk) => {
        chunks[stream] += Buffer.from(chunk).toString('latin1');
      },
      ...given,
    });
    return { ...result, ...chunks };
  };
  const dispose = async (): Promise<void> => {
    await session[Symbol.asyncDispose]();
    rmSync(root, { recursive: true, force: true });
  };
  const scratch = (): string[] => readdirSync(scratchFolder);
  return { root, folder, scratchFolder, session, run, scratch, [Symbol.asyncDispose]: dispose };
}

/** Waits until something is so; the test's own time limit is the end of patience. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Whether a process lives; one that has ended and waits to be collected does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^State:\s+[ZX]/m.test(statusOf(pid));
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return 'State: X';
  }
}
