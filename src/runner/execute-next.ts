import type { RunState } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { Runnable } from '../runbook/disposition.ts';
import type { Command } from './command.ts';
import type { Walk } from './walk.ts';

/** Runs an action, once more than it was tried so far. */
export function executeNext(action: Action, may: Runnable, { actions }: RunState): Command & { do: 'execute' } {
  return { do: 'execute', action, may, attempt: (actions.get(action.address)?.attempts ?? 0) + 1 };
}

/** The same, where a body is walked through. */
export function walkToExecute(action: Action, may: Runnable, state: RunState): Walk {
  return { next: 'command', command: executeNext(action, may, state) };
}
