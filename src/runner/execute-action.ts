import type { EventBodyOf } from '../events/event.ts';
import type { Action, ActionKind, ActionOf } from '../runbook/action.ts';
import { type Taps, tapsOf } from './action-taps.ts';
import type { Command } from './command.ts';
import {
  type ActionResult,
  type ExecutionContext,
  type Executor,
  type Executors,
  type OutputLog,
  StopReason,
} from './ports.ts';
import type { Running } from './running.ts';
import { variablesOf } from './values.ts';

type Execute = Command & { do: 'execute' };

export interface Executed {
  readonly result: ActionResult;
  /** Of the last time it was executed: a line or a value of a time before does not count. */
  readonly taps: Taps;
}

/** Once, or with until= again and again until it succeeds with the expected output or the limit is over. */
export async function executeUntil(command: Execute, log: OutputLog, running: Running): Promise<Executed> {
  const { until } = command.action;
  const { clock } = running.ports;
  const deadlineMs = clock.monoMs() + (until?.limitMs ?? 0);
  for (;;) {
    const taps = tapsOf(command, log, running);
    const result = await executeOnce(
      command,
      taps,
      running,
      until === undefined ? undefined : deadlineMs - clock.monoMs(),
    );
    const isUnexpected = result.outcome === 'succeeded' && taps.matcher?.missing() !== undefined;
    if (until !== undefined && result.outcome === 'timeout') return { result: tooLate(result, until.limitMs), taps };
    if (until === undefined || (result.outcome !== 'failed' && !isUnexpected)) return { result, taps };
    if (clock.monoMs() + until.everyMs >= deadlineMs) return { result: tooLate(result, until.limitMs), taps };
    if ((await pause(until.everyMs, command, running)) === 'stopped')
      return { result: { ...result, outcome: 'stopped' }, taps };
  }
}

/** Between two attempts, where it can be stopped as well. */
async function pause(ms: number, { may }: Execute, { ports }: Running): Promise<'over' | 'stopped'> {
  const { clock, interruption } = ports;
  const stop = new AbortController();
  using _watched = interruption.watch((reason) => stop.abort(reason), may.effect);
  const stopped = AbortSignal.any([interruption.ended, stop.signal]);
  await clock.sleep(ms, stopped).catch(() => undefined);
  return stopped.aborted ? 'stopped' : 'over';
}

function tooLate(result: ActionResult, limitMs: number): ActionResult {
  if (result.message === undefined) return result;
  return { ...result, message: `not so within ${limitMs / 1_000} s: ${result.message}` };
}

async function executeOnce(
  command: Execute,
  taps: Taps,
  running: Running,
  leftMs: number | undefined,
): Promise<ActionResult> {
  const { action, may } = command;
  const { ports, options, plan, values } = running;
  if (ports.interruption.ended.aborted)
    return { outcome: 'stopped', message: 'interrupted before it began', outputs: {}, notes: [] };
  const stop = new AbortController();
  using _watched = ports.interruption.watch((reason) => stop.abort(reason), may.effect);
  const limitMs = Math.min(action.timeoutMs ?? Number.POSITIVE_INFINITY, leftMs ?? Number.POSITIVE_INFINITY);
  const timer = new AbortController();
  if (Number.isFinite(limitMs)) {
    ports.clock.sleep(Math.max(0, limitMs), timer.signal).then(
      () => stop.abort(new StopReason('timeout')),
      () => undefined,
    );
  }
  try {
    const told = await executorOf(
      action,
      ports.executors,
    )({
      variables: variablesOf(values, plan.environment),
      script: may.script,
      folder: options.folder,
      source: sourceOf(action, running),
      terminal: options.attended,
      output: taps.output,
      signal: stop.signal,
      endedLater: (result) => recordLateEnd(command, result, running),
      started: (pid) => void running.append({ type: 'action-started', action: action.address, pid }),
    });
    const result = running.state.edits.has(action.address) ? { ...told, line: undefined } : told;
    const takesCtrlC = action.interactive && options.attended && !stop.signal.aborted;
    if (!takesCtrlC || (result.signal !== 'SIGINT' && result.exitCode !== 130)) return result;
    if (result.transcript === 'lost') ports.interruption.expectSigint();
    return { ...result, outcome: 'stopped' };
  } finally {
    timer.abort();
  }
}

/** The lines of a command that was edited are not those of the file. */
function sourceOf({ address, place }: Action, { state, options }: Running): ExecutionContext['source'] {
  return state.edits.has(address)
    ? { name: 'the edited command', line: 1 }
    : { name: options.sourceName, line: place.line };
}

/** The executor of an action's kind with the action bound: each kind meets only its own executor. */
function executorOf(action: Action, executors: Executors): (context: ExecutionContext) => Promise<ActionResult> {
  const bind =
    <K extends ActionKind>(executor: Executor<K>, own: ActionOf<K>) =>
    (context: ExecutionContext) =>
      executor.execute(own, context);
  switch (action.kind) {
    case 'shell':
      return bind(executors.shell, action);
    case 'sql':
      return bind(executors.sql, action);
    case 'http':
      return bind(executors.http, action);
    case 'program':
      return bind(executors.program, action);
  }
}

/** What was left in the background and fails before the run has ended is no success, whoever has gone on by then. */
function recordLateEnd({ action, attempt }: Execute, result: ActionResult, running: Running): void {
  const isOver = running.state.ended !== undefined || running.ports.interruption.ended.aborted;
  const before = running.state.actions.get(action.address);
  if (isOver || result.outcome !== 'failed' || before?.status !== 'ended') return;
  const { exitCode, signal, message, line } = result;
  const late: EventBodyOf<'action-ended'> = {
    type: 'action-ended',
    action: action.address,
    ...{ attempt, exitCode, signal, line },
    outcome: 'failed',
    message: `in the background: ${message ?? 'failed'}`,
    elapsedMs: Math.max(0, running.elapsedMs() - (before.intended?.monoMs ?? 0)),
    log: before.ended.log,
    tail: [...before.tail],
    outputs: before.outputs,
  };
  // A journal that is closed by now has the end of the run already.
  running.append(late).catch(() => undefined);
}
