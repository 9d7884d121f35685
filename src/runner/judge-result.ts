import type { EventBodyOf } from '../events/event.ts';
import type { Action } from '../runbook/action.ts';
import { inputNameProblem } from '../runbook/input-name.ts';
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
  const given = givenOutputs(result, taps, action);
  const problem = given === undefined ? 'the output to capture is longer than 1 MiB' : outputProblem(given, running);
  if (given === undefined || problem !== undefined) return { ...plain, outcome: 'failed', message: problem };
  const outputs = keepOutputs(given, action, running);
  return { ...plain, outcome: 'succeeded', message: answersNo ? 'exit code 1: the answer is no' : undefined, outputs };
}

/** Whoever stopped it, what it began may go on. */
function stoppedText({ ports }: Running): string {
  return `${ports.interruption.ended.aborted ? 'stopped, because the run was interrupted' : 'stopped by you'}; what it began may go on`;
}

type Output = readonly [name: string, value: string];

/** What the action gives to those after it, first what is captured; undefined when that is too long to keep. */
function givenOutputs(result: ActionResult, taps: Taps, { capture, secret }: Action): readonly Output[] | undefined {
  const captured = result.captured ?? taps.capture?.text();
  if (taps.capture !== undefined && captured === undefined) return undefined;
  const stated = [secret, capture].filter((name) => name !== undefined);
  const written = Object.entries(result.outputs).map(([name, value]): Output => [name.toLowerCase(), value]);
  return [...(captured === undefined ? [] : stated.map((name): Output => [name, captured])), ...written];
}

/** Names that the runbook states were held to these rules when it was read; those written by a command come only now. */
function outputProblem(given: readonly Output[], { plan }: Running): string | undefined {
  for (const [name] of given) {
    const problem = inputNameProblem(name);
    if (problem !== undefined) return `${problem.message}; it was written to $RUNBOOK_OUTPUT`;
    if (plan.runbook.inputs.some((input) => input.name === name))
      return `"${name}" is an input of this runbook, and $RUNBOOK_OUTPUT cannot replace it`;
  }
  return undefined;
}

function keepOutputs(given: readonly Output[], action: Action, running: Running): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of given) {
    running.values.byName.set(name, value);
    running.values.withheld.delete(name);
    shown[name] = name === action.secret || namesSecret(name) ? keepSecret(name, value, running) : value;
  }
  return shown;
}
