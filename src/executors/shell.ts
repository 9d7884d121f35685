import type { ShellSession } from '../adapters/shell-session.ts';
import type { Executor } from '../runner/ports.ts';
import { actionResult, sessionRun } from './session-run.ts';

/** Runs shell actions, all in the one session of the run. */
export function shellExecutor(session: Pick<ShellSession, 'run'>): Executor<'shell'> {
  return {
    async execute(action, context) {
      return actionResult(await session.run(sessionRun(action, context)), action, context);
    },
  };
}
