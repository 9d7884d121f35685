import { UsageError } from '../project/usage-error.ts';
import type { Environment } from '../runbook/environment.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { askEnvironment } from '../terminal/ask-environment.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import { NotStartedError } from './not-started.ts';
import { chooseEnvironment } from './run-flags.ts';

/** Where environments are defined one must be named; the current context is never taken for an answer. */
export async function environmentOf(
  runbook: Runbook,
  name: string | undefined,
  terminal: TerminalSession | undefined,
  signal: AbortSignal,
): Promise<Environment | undefined> {
  if (name !== undefined || runbook.environments.length === 0) return chooseEnvironment(runbook, name);
  const [only, ...others] = runbook.environments;
  if (only !== undefined && others.length === 0 && leadsNowhere(only)) return only;
  if (terminal !== undefined) {
    const chosen = await askEnvironment(runbook.environments, terminal.person, signal);
    if (chosen === undefined) throw new NotStartedError(['left before the start']);
    return chosen;
  }
  const flags = runbook.environments.map((environment) => `--env ${environment.name}`);
  throw new UsageError('this runbook defines environments and none is named', `Add ${flags.join(' or ')}.`);
}

/** The only one there is, without a target that could be the wrong one: there is nothing to choose. */
function leadsNowhere({ kubernetes, database, confirm }: Environment): boolean {
  return kubernetes === undefined && database === undefined && confirm === undefined;
}
