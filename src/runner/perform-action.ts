import type { EventBodyOf } from '../events/event.ts';
import type { Action, ActionKind, ActionOf } from '../runbook/action.ts';
import { createCapture, type OutputCapture } from './capture-output.ts';
import type { Command } from './command.ts';
import { decidingActions } from './decide-when.ts';
import { fillIn } from './fill-in.ts';
import { createExpectationMatcher, type ExpectationMatcher } from './match-expectation.ts';
import {
  type ActionResult,
  type ExecutionContext,
  type Executor,
  type Executors,
  type OutputLog,
  StopReason,
} from './ports.ts';
import { proveBefore } from './prove-before.ts';
import type { Running } from './running.ts';
import { variablesOf } from './values.ts';

type Execute = Command & { do: 'execute' };
type Ended = EventBodyOf<'action-ended'>;

/** Proves the target, writes the intention, runs the action, writes its end: in this order, each on disk before the next. */
export async function performAction(command: Execute, running: Running): Promise<void> {
  const { action, may, attempt } = command;
  const { ports } = running;
  const beganMs = ports.clock.monoMs();
  const refusal = may.effect === 'read' ? undefined : await proveBefore(action, running);
  if (refusal !== undefined) {
    await running.append({
      ...emptyEnd(action, attempt, ports.clock.monoMs() - beganMs),
      outcome: 'failed',
      message: refusal,
    });
    return;
  }
  const intended = {
    action: action.address,
    attempt,
    kind: action.kind,
    effect: may.effect,
    command: may.script,
    line: action.place.line,
  } as const;
  await running.append({ type: 'action-intended', ...intended });
  await running.flushed();
  const log = ports.sink.openLog(action.address, attempt);
  const { result, taps } = await executeUntil(command, log, running);
  const kept = log.end();
  const judged = judge(result, taps, command, running);
  await running.append({
    type: 'action-ended',
    action: action.address,
    attempt,
    ...judged,
    elapsedMs: ports.clock.monoMs() - beganMs,
    log: { file: kept.file, bytes: kept.bytes, digest: kept.digest },
    tail: kept.tail,
  });
  for (const text of result.notes)
    await running.append({ type: 'note', level: 'look', text: `${action.address}: ${text}` });
}

function emptyEnd(action: Action, attempt: number, elapsedMs: number): Ended {
  return { type: 'action-ended', action: action.address, attempt, outcome: 'failed', elapsedMs, tail: [], outputs: {} };
}

interface Taps {
  readonly output: ExecutionContext['output'];
  readonly matcher: ExpectationMatcher | undefined;
  readonly capture: OutputCapture | undefined;
}

/** Output goes to its log, and beside it to what waits for a line or keeps a value. A secret's goes nowhere. */
function tapsOf({ action, may }: Execute, log: OutputLog, running: Running): Taps {
  const hides = may.masksOutput || action.secret !== undefined;
  const captures = action.capture !== undefined || action.secret !== undefined;
  const capture = captures ? createCapture() : undefined;
  const matcher = action.expect && createExpectationMatcher(action.expect, (text) => fillIn(text, running.values));
  const output: ExecutionContext['output'] = (stream, chunk) => {
    if (!hides || (stream === 'stderr' && !may.masksOutput)) log.write(stream, chunk);
    matcher?.push(chunk);
    if (stream === 'stdout') capture?.push(chunk);
  };
  return { output, matcher, capture };
}

interface Executed {
  readonly result: ActionResult;
  /** Of the last time it was executed: a line or a value of a time before does not count. */
  readonly taps: Taps;
}

/** Once, or with until= again and again until it succeeds with the expected output or the limit is over. */
async function executeUntil(command: Execute, log: OutputLog, running: Running): Promise<Executed> {
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
    const result = await executorOf(
      action,
      ports.executors,
    )({
      variables: variablesOf(values, plan.environment),
      script: may.script,
      folder: options.folder,
      source: { name: options.sourceName, line: action.place.line },
      terminal: options.attended,
      output: taps.output,
      signal: stop.signal,
      started: (pid) => void running.append({ type: 'action-started', action: action.address, pid }),
    });
    const sharesCtrlC = action.interactive && options.attended && !stop.signal.aborted;
    if (!sharesCtrlC || (result.signal !== 'SIGINT' && result.exitCode !== 130)) return result;
    ports.interruption.expectSigint();
    return { ...result, outcome: 'stopped' };
  } finally {
    timer.abort();
  }
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

type Judged = Pick<Ended, 'outcome' | 'exitCode' | 'signal' | 'message' | 'line' | 'outputs'>;

/** The action's own result, then what the runbook demands of it: the expected output, the value to keep. */
function judge(result: ActionResult, taps: Taps, { action }: Execute, running: Running): Judged {
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
  const { values, ports } = running;
  const shown: Record<string, string> = {};
  const captured = result.captured ?? taps.capture?.text();
  if (taps.capture !== undefined && captured === undefined) return undefined;
  if (action.secret !== undefined && captured !== undefined) {
    ports.keepSecret(captured);
    values.secrets.add(action.secret);
    values.byName.set(action.secret, captured);
    shown[action.secret] = '[secret]';
  }
  if (action.capture !== undefined && captured !== undefined) {
    values.byName.set(action.capture, captured);
    shown[action.capture] = captured;
  }
  for (const [name, value] of Object.entries(result.outputs)) {
    values.byName.set(name.toLowerCase(), value);
    shown[name.toLowerCase()] = value;
  }
  return shown;
}
