import type { SessionResult, SessionRun } from '../adapters/session-action.ts';
import type { ActionOf } from '../runbook/action.ts';
import { formatClock } from '../runbook/duration.ts';
import { type ActionResult, type ExecutionContext, StopReason } from '../runner/ports.ts';

/** What the session is asked for on behalf of an action. */
export function sessionRun(action: ActionOf<'shell' | 'program'>, context: ExecutionContext): SessionRun {
  return {
    action: action.address,
    script: context.script,
    source: context.source,
    variables: context.variables,
    signal: context.signal,
    output: context.output,
    started: context.started,
    terminal: terminalUse(action, context),
    background: action.background,
    endedLater: (result) => context.endedLater(actionResult(result, action, context)),
    cwd: action.cwd,
  };
}

/** The session's answer in the words of the runner; a stopped action stays stopped, whatever its exit code says. */
export function actionResult(
  result: SessionResult,
  action: ActionOf<'shell' | 'program'>,
  { signal }: ExecutionContext,
): ActionResult {
  const { end, ...rest } = result;
  if (end !== 'stopped') return { ...rest, outcome: end };
  const isLate = signal.reason instanceof StopReason && signal.reason.why === 'timeout';
  if (!isLate) return { ...rest, outcome: 'stopped' };
  return { ...rest, outcome: 'timeout', message: `${timeoutWords(action)}; ${rest.message}; what it began may go on` };
}

/** With until= it may as well have been the limit of the whole. */
function timeoutWords({ timeoutMs, until }: ActionOf<'shell' | 'program'>): string {
  if (timeoutMs === undefined || until !== undefined) return 'timeout';
  return `timeout after ${timeoutMs < 1_000 ? `${timeoutMs} ms` : formatClock(timeoutMs)}`;
}

/** A value to capture still comes through a pipe; the person types and reads messages at the terminal. */
function terminalUse(action: ActionOf<'shell' | 'program'>, context: ExecutionContext): SessionRun['terminal'] {
  if (!action.interactive || !context.terminal || action.background) return 'none';
  return action.capture === undefined ? 'whole' : 'input';
}
