import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../diagnostics/error-code.ts';
import type { ShellDump, ShellReport } from './bash-dump.ts';
import type { ProcessEnd } from './process-host.ts';
import type { ScriptRun, SessionResult } from './session-action.ts';
import { describeFailure, type Failure, leftWords } from './session-failure.ts';
import { readOutputs } from './session-outputs.ts';

export interface ScriptFacts {
  readonly run: ScriptRun;
  readonly end: ProcessEnd;
  readonly report: ShellReport;
  readonly file: string;
  /** Where the action was to run. */
  readonly folder: string;
  readonly scratchFolder: string;
  readonly errorTail: string;
  readonly outputFile: string;
}

/** What became of a script: success needs more than exit code 0. */
export function scriptResult(facts: ScriptFacts): SessionResult {
  const { report } = facts;
  const end = trueEnd(facts);
  const { outputs, notes: outputNotes } = readOutputs(facts.outputFile);
  const notes = [...outputNotes, ...scriptNotes({ ...facts, end }), ...runningNotes(end), ...transcriptNotes(end)];
  const { exitCode, signal } = end;
  const transcript = end.transcript === 'lost' ? end.transcript : undefined;
  const common = { exitCode, signal, transcript, outputs, notes };
  if (end.stopped !== undefined) return { ...common, end: 'stopped', message: stopMessage(end.stopped, end) };
  if (isSuccess(end, report.dump)) return { ...common, end: 'succeeded' };
  return { ...common, end: 'failed', ...failureOf({ ...facts, end }) };
}

function failureOf(facts: ScriptFacts): Failure {
  const { run, report, folder } = facts;
  if (report.progress === 'folder-gone') return { message: folderGone(run.cwd, folder) };
  return describeFailure({ ...facts, progress: report.progress, name: run.source.name });
}

/** Nothing was run, and why. */
export function refusedResult(message: string): SessionResult {
  return { end: 'failed', message, outputs: {}, notes: [] };
}

/** It has started and goes on by itself. */
export function backgroundResult(): SessionResult {
  return { end: 'succeeded', outputs: {}, notes: [] };
}

/** What goes wrong in the background mostly does so at once: a port that is taken, a program that is missing. */
const soonMs = 500;

/** The end of something in the background, if it comes at once. */
export async function endSoon(ended: Promise<ProcessEnd>): Promise<ProcessEnd | undefined> {
  const waiting = new AbortController();
  const patience = delay(soonMs, undefined, { signal: waiting.signal }).catch(() => undefined);
  const end = await Promise.race([ended, patience]);
  waiting.abort();
  return end;
}

/** `stopped with SIGTERM`, what it took beyond that, and who could not be. */
export function stopMessage(stopped: NonNullable<ProcessEnd['stopped']>, end: ProcessEnd): string {
  const kill = end.signal === 'SIGKILL' ? ', then SIGKILL' : '';
  return `stopped with ${stopped.signal}${kill}${leftWords(stopped.left)}`;
}

/** Of `cwd=`, whose folder the author named, or of where the session stood. */
export function folderGone(cwd: string | undefined, folder: string): string {
  return cwd === undefined
    ? `the working folder ${folder} is gone, nothing was run`
    : `the folder ${cwd} of cwd= is not there, nothing was run`;
}

/** `2 processes are still running`. */
export function runningNotes({ running }: ProcessEnd): readonly string[] {
  if (running === 0) return [];
  return [running === 1 ? '1 process is still running' : `${running} processes are still running`];
}

/** What a person typed and saw is nowhere but on their screen. */
export function transcriptNotes({ transcript }: ProcessEnd): readonly string[] {
  if (transcript === 'kept') return [];
  return ['this platform has no pseudo-terminals for it: no transcript was kept'];
}

/** Why a program could not be started, in a plain sentence. */
export function startFailure(error: unknown, program: string): string {
  const code = errorCode(error);
  if (code === 'ENOENT') return `the program ${program} is missing`;
  if (code === 'EACCES') return `the program ${program} may not be run`;
  if (code === 'E2BIG') return `the variables are too long together to be given to ${program}`;
  throw error;
}

/** Before 4.4 an EXIT trap could turn an error into exit code 0; the dump knows better. */
function trueEnd({ end, report: { dump } }: ScriptFacts): ProcessEnd {
  const isSuspect = dump !== undefined && !dump.tellsTruth && !dump.reachedEnd && dump.left === undefined;
  return isSuspect && end.exitCode === 0 ? { ...end, exitCode: dump.status === 0 ? 1 : dump.status } : end;
}

function isSuccess(end: ProcessEnd, dump: ShellDump | undefined): boolean {
  if (end.exitCode !== 0 || end.signal !== undefined || dump === undefined) return false;
  return dump.reachedEnd || dump.left !== undefined || dump.tellsTruth;
}

function scriptNotes({ run, report, file, end }: ScriptFacts): readonly string[] {
  const { dump } = report;
  if (dump === undefined) return [];
  const { left } = dump;
  const isEarly = end.exitCode === 0 && !dump.reachedEnd && !isLast(run, left, file);
  const line = left !== undefined && left.file === file ? ` at line ${left.line}` : '';
  const changed = changedNames(run, dump);
  return [
    ...(isEarly ? [`ended early${line}`] : []),
    ...(dump.strict || !dump.reachedEnd ? [] : ['not strict: errexit was off when it ended']),
    ...dump.lost.map((name) => `the function ${name} could not be brought back`),
    ...(changed.length === 0
      ? []
      : [`${changed.join(', ')} changed by the script: later actions get the value of the run`]),
  ];
}

/** `exit 0` as the last line of a script leaves nothing out. */
function isLast({ script, source }: ScriptRun, left: ShellDump['left'], file: string): boolean {
  if (left === undefined || left.file !== file) return false;
  const rest = script.split('\n').slice(left.line - source.line + 1);
  return rest.every((line) => /^\s*(#.*)?$/.test(line));
}

/** The run's own values are handed in anew each time: a change by the script does not last, and that is said. */
function changedNames({ variables }: ScriptRun, { state }: ShellDump): readonly string[] {
  const values = new Map(state.variables?.map(({ name, value }) => [name, value]));
  return Object.entries(variables).flatMap(([name, text]) => {
    const value = values.get(name);
    const isSame = value?.kind === 'text' && value.text === Buffer.from(text).toString('latin1');
    return isSame ? [] : [`$${name}`];
  });
}
