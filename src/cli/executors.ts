import { findBash } from '../adapters/bash-lookup.ts';
import { sendHttpRequest } from '../adapters/http-request.ts';
import { connectPostgres } from '../adapters/postgres-connection.ts';
import { type SessionState, stateFor } from '../adapters/session-state.ts';
import { createShellSession, type ShellSession } from '../adapters/shell-session.ts';
import { splitStatements } from '../adapters/sql-statements.ts';
import { httpExecutor } from '../executors/http.ts';
import { programExecutor } from '../executors/program.ts';
import { shellExecutor } from '../executors/shell.ts';
import { sqlExecutor } from '../executors/sql.ts';
import { UsageError } from '../project/usage-error.ts';
import type { Executors, SessionShell } from '../runner/ports.ts';
import type { LeftState } from './session-at-rest.ts';

export interface ExecutorOptions {
  readonly folder: string;
  /** Of the project that the run belongs to. */
  readonly root: string;
  readonly scratchFolder: string;
  /** Those that name the target. */
  readonly pinned: Readonly<Record<string, string>>;
  /** What every process of the run carries in its environment. */
  readonly mark: string;
  /** What the session begins with, where it goes on with one. */
  readonly restore: (initial: SessionState) => SessionState;
  /** Called after every shell action, before its end is known to anybody. */
  readonly left: (state: LeftState) => void;
}

/** One executor per kind, all in the one session of the run. */
export async function createExecutors(
  options: ExecutorOptions,
): Promise<{ readonly executors: Executors; readonly shell: SessionShell } & AsyncDisposable> {
  const bash = await findBash();
  if (bash === undefined) throw new UsageError('there is no bash on PATH', 'Install bash 4.4 or later.');
  const environment = sessionEnvironment(options.pinned, options.root);
  const session = createShellSession({
    bash,
    folder: options.folder,
    baseEnvironment: environment,
    pinned: options.pinned,
    mark: options.mark,
    scratchFolder: options.scratchFolder,
    person: { input: process.stdin, output: process.stdout },
  });
  session.state = options.restore(session.state);
  const run: ShellSession['run'] = async (script) => {
    const before = stateFor(session.state, script.action);
    const result = await session.run(script);
    if (!script.background) options.left({ action: script.action, before, session: session.state, environment });
    return result;
  };
  const shell: SessionShell = {
    async open(visit) {
      const before = session.state.failed?.state ?? session.state.current;
      const end = await session.openShell({ ...visit, started: () => undefined });
      if (end.changed.length > 0) options.left({ action: visit.action, before, session: session.state, environment });
      return end;
    },
    edit: (editing) => session.edit(editing),
  };
  return {
    shell,
    executors: {
      shell: shellExecutor({ run }),
      program: programExecutor(session),
      sql: sqlExecutor({ connect: connectPostgres, splitStatements }),
      http: httpExecutor(sendHttpRequest),
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}

/** What the session begins with, from outside; wherever a command goes, it knows which project it is of. */
export function sessionEnvironment(pinned: Readonly<Record<string, string>>, root: string): NodeJS.ProcessEnv {
  return { ...process.env, ...pinned, RUNBOOK_ROOT: root };
}
