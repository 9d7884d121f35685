import type { EventBodyOf } from '../events/event.ts';
import type { Action } from '../runbook/action.ts';
import { namesSecret } from '../runbook/secret-name.ts';
import type { Taps } from './action-taps.ts';
import type { Command } from './command.ts';
import { decidingActions } from './decide-when.ts';
import { keepSecret } from './keep-secret.ts';
import type { ActionResult } from './ports.ts';
import type { Running } from './running.ts';

type Judged = Pick<EventBodyOf<'action-ended'>, 'outcome' | 'exitCode' | 'signal' | 'message' | 'line' | 'outputs'>;

/** The action's own result, then what the runbook demands of it: the expected output, the value to keep. */
export function judge(
  result: ActionResult,
  taps: Taps,
  { action }: Command & { do: 'execute' },
  running: Running,
): Judged {
  const { exitCode, signal, line } = result;
  const message = result.outcome === 'stopped' ? stoppedText(running) : result.message;
  const plain = { outcome: result.outcome, exitCode, signal, message, line, outputs: {} };
  const answersNo = result.outcome === 'failed' && exitCode === 1 && decidingActions(running.plan).has(action.address);
  if (result.outcome !== 'succeeded' && !answersNo) return plain;
  const missing = taps.matcher?.missing();
  if (missing !== undefined) {
    return {
      ...plain,
      outcome: 'unexpected',
      message: `the output does not hold the expected line: ${missing}`,
      line: action.expect?.place.line,
    };
  }
  const outputs = keepOutputs(result, taps, action, running);
  if (outputs === undefined)
    return { ...plain, outcome: 'failed', message: 'the output to capture is longer than 1 MiB' };
  return { ...plain, outcome: 'succeeded', message: answersNo ? 'exit code 1: the answer is no' : undefined, outputs };
}

/** Whoever stopped it, what it began may go on. */
function stoppedText({ ports }: Running): string {
  return `${ports.interruption.ended.aborted ? 'stopped, because the run was interrupted' : 'stopped by you'}; what it began may go on`;
}

function keepOutputs(
  result: ActionResult,
  taps: Taps,
  action: Action,
  running: Running,
): Record<string, string> | undefined {
  const { values } = running;
  const shown: Record<string, string> = {};
  const captured = result.captured ?? taps.capture?.text();
  if (taps.capture !== undefined && captured === undefined) return undefined;
  if (action.secret !== undefined && captured !== undefined) {
    values.byName.set(action.secret, captured);
    shown[action.secret] = keepSecret(action.secret, captured, running);
  }
  const given = Object.entries(result.outputs).map(([name, value]) => [name.toLowerCase(), value] as const);
  if (action.capture !== undefined && captured !== undefined) given.unshift([action.capture, captured]);
  for (const [name, value] of given) {
    values.byName.set(name, value);
    shown[name] = namesSecret(name) ? keepSecret(name, value, running) : value;
  }
  return shown;
}
