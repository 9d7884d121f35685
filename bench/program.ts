import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The program as it is published; `node build.ts` makes it. */
export const programFile = join(import.meta.dirname, '..', 'dist', 'runbook.js');

export interface ProgramRun {
  readonly command: readonly [program: string, ...args: readonly string[]];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Milliseconds from the start to the end of a program that must succeed; its output is thrown away. */
export async function timeProgram({ command, folder, environment }: ProgramRun): Promise<number> {
  const [program, ...args] = command;
  const beganMs = performance.now();
  const child = spawn(program, args, { cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const [code] = await once(child, 'exit');
  const elapsedMs = performance.now() - beganMs;
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${Buffer.concat(errors)}`);
  return elapsedMs;
}
