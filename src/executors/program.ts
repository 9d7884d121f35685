import type { ShellSession } from '../adapters/shell-session.ts';
import type { Executor } from '../runner/ports.ts';
import { actionResult, sessionRun } from './session-run.ts';

/** Runs `interpreter=` actions: the script as a file, in the folder and environment that the shell session has reached. */
export function programExecutor(session: Pick<ShellSession, 'runProgram'>): Executor<'program'> {
  return {
    async execute(action, context) {
      const run = { ...sessionRun(action, context), interpreter: action.interpreter };
      return actionResult(await session.runProgram(run), action, context);
    },
  };
}
