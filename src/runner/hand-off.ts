import type { EventBodyOf } from '../events/event.ts';
import type { Answer } from '../events/run-state.ts';
import type { Action } from '../runbook/action.ts';
import type { Disposition, Opening, Runnable } from '../runbook/disposition.ts';
import type { Command } from './command.ts';
import { executeNext } from './execute-next.ts';
import type { ActionResult } from './ports.ts';
import { placeholderQuestion } from './question.ts';
import { hasSet, refuseUnset } from './unset-variable.ts';
import type { WalkContext } from './walk.ts';

/** What a person can be given to do it with; not while a variable that it reads has not been set. */
export function openingFor(action: Action, may: Disposition, context: WalkContext): Opening | undefined {
  const opens = may.may === 'be-refused' || may.may === 'be-handed-off' ? may.opens : undefined;
  return opens === undefined || refuseUnset(opens, action, hasSet(context)) !== undefined ? undefined : opens;
}

/** Whether what an answer asked for has been opened, or could not be, or was open when the program died. */
export function wasOpened(answered: Answer, action: Action, { state }: WalkContext): boolean {
  const known = state.actions.get(action.address);
  const seq = Math.max(known?.intended?.seq ?? 0, known?.status === 'ended' ? known.ended.seq : 0);
  return seq > answered.seq;
}

/** Asks for what is still a placeholder, then gives the terminal to the program. */
export function openNext(action: Action, opening: Opening, { state, values, step }: WalkContext): Command {
  const missing = opening.placeholders.find(({ name }) => !values.byName.has(name));
  if (missing !== undefined) return { do: 'ask', question: placeholderQuestion(missing, action, step?.id) };
  const { effect, script, placeholders, dependsOn } = opening;
  const opened: Action = {
    ...action,
    interactive: true,
    background: false,
    timeoutMs: undefined,
    until: undefined,
    capture: undefined,
  };
  const may: Runnable = {
    may: 'run',
    row: 0,
    reasons: ['a person asked for it'],
    ...{ effect, script, placeholders, dependsOn },
    assumed: true,
    allowListed: false,
    statusIsFinding: false,
    successIsFinding: false,
    masksOutput: false,
  };
  return { ...executeNext(opened, may, state), opens: true };
}

type Judged = Pick<EventBodyOf<'action-ended'>, 'outcome' | 'exitCode' | 'signal' | 'message' | 'line' | 'outputs'>;

/** That a person was there and has left it is all that its end tells; how it went, they are asked. */
export function judgeOpened({ outcome, exitCode, signal, message }: ActionResult, isInterrupted: boolean): Judged {
  const end = { exitCode, signal, outputs: {} };
  if (isInterrupted) return { ...end, outcome: 'stopped', message: 'left open when the run was interrupted' };
  if (exitCode === undefined && signal === undefined && outcome !== 'succeeded')
    return { ...end, outcome, message: message ?? 'it could not be opened' };
  // Ctrl-C is a way out like any other.
  if (exitCode === 0 || exitCode === 130 || signal === 'SIGINT') return { ...end, outcome: 'succeeded' };
  const how = signal === undefined ? `exit code ${exitCode}` : `ended by ${signal}`;
  return { ...end, outcome: 'succeeded', message: `${how}, which says nothing: a person says how it went` };
}
