import { findBash } from '../adapters/bash-lookup.ts';
import { sendHttpRequest } from '../adapters/http-request.ts';
import { connectPostgres } from '../adapters/postgres-connection.ts';
import { createShellSession } from '../adapters/shell-session.ts';
import { splitStatements } from '../adapters/sql-statements.ts';
import { httpExecutor } from '../executors/http.ts';
import { programExecutor } from '../executors/program.ts';
import { shellExecutor } from '../executors/shell.ts';
import { sqlExecutor } from '../executors/sql.ts';
import type { Executors } from '../runner/ports.ts';
import { UsageError } from './usage-error.ts';

export interface ExecutorOptions {
  readonly folder: string;
  readonly scratchFolder: string;
  /** Those that name the target. */
  readonly pinned: Readonly<Record<string, string>>;
}

/** One executor per kind, all in the one session of the run. */
export async function createExecutors(
  options: ExecutorOptions,
): Promise<{ readonly executors: Executors } & AsyncDisposable> {
  const bash = await findBash();
  if (bash === undefined) throw new UsageError('there is no bash on PATH', 'Install bash 4.4 or later.');
  const session = createShellSession({
    bash,
    folder: options.folder,
    baseEnvironment: { ...process.env, ...options.pinned },
    pinned: options.pinned,
    scratchFolder: options.scratchFolder,
  });
  return {
    executors: {
      shell: shellExecutor(session),
      program: programExecutor(session),
      sql: sqlExecutor({ connect: connectPostgres, splitStatements }),
      http: httpExecutor(sendHttpRequest),
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}
