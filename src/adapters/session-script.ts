import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { bootScript } from './bash-boot.ts';
import { parseReport, type ShellDefaults, type ShellDump } from './bash-dump.ts';
import { firstLine, restoreText } from './bash-restore.ts';
import { refuseVariables } from './process-environment.ts';
import type { ActionPlace, ProcessEnd, ProcessHost } from './process-host.ts';
import type { ScriptRun, SessionOptions, SessionResult } from './session-action.ts';
import { feedPipe } from './session-feed.ts';
import { listen, type ReportListener } from './session-report.ts';
import { backgroundResult, endSoon, refusedResult, scriptResult, startFailure } from './session-result.ts';
import { type SessionState, type ShellState, stateFor } from './session-state.ts';
import { keepTail, type OutputTail } from './session-tail.ts';

/** What the actions of one session share. */
export interface SessionContext extends SessionOptions {
  readonly host: ProcessHost;
  state: SessionState;
  defaults: ShellDefaults | undefined;
}

interface Attempt {
  readonly context: SessionContext;
  readonly run: ScriptRun;
  /** What it begins with. */
  readonly before: ShellState;
  readonly place: ActionPlace;
  readonly file: string;
  readonly report: ReportListener;
  readonly tail: OutputTail;
}

/** Runs one script in a shell that begins with the state of the session, and takes over what it leaves. */
export async function runScript(context: SessionContext, run: ScriptRun): Promise<SessionResult> {
  const refusal = refuseVariables(run.variables);
  if (refusal !== undefined) return refusedResult(refusal);
  const attempt = await prepare(context, run);
  try {
    const { ended } = await launch(attempt);
    if (!run.background) return conclude(attempt, await ended);
    const isReady = attempt.report.ready;
    const early = await Promise.race([isReady.then(() => endSoon(ended)), ended]);
    if (early !== undefined) return conclude(attempt, early);
    ended.then(
      (end) => run.endedLater(conclude(attempt, end)),
      () => forget(attempt),
    );
    return backgroundResult();
  } catch (error) {
    forget(attempt);
    return refusedResult(startFailure(error, context.bash));
  }
}

function forget({ context, report, place }: Attempt): void {
  report.close();
  context.host.release(place);
}

async function prepare(context: SessionContext, run: ScriptRun): Promise<Attempt> {
  const before = stateFor(context.state, run.action);
  const place = await context.host.prepare(run.action);
  const file = `${place.folder}${basename(run.source.name)}`;
  // Empty lines before the script make the shell count as the runbook does.
  const text = `${firstLine(before, run.script)}${run.source.line > 1 ? '\n'.repeat(run.source.line - 1) : '; '}`;
  writeFileSync(file, `${text}${run.script}\n`, { mode: 0o600 });
  return { context, run, before, place, file, report: listen(place.pipes.report), tail: keepTail(run.output) };
}

interface RestoreFacts extends Pick<Attempt, 'context' | 'run' | 'before'> {
  readonly environment: NodeJS.ProcessEnv;
}

interface Launched {
  /** Also the end of reading what the shell said about itself. */
  readonly ended: Promise<ProcessEnd>;
}

async function launch({ context, run, before, place, file, tail }: Attempt): Promise<Launched> {
  const { state, report } = place.pipes;
  const mode = [context.defaults === undefined ? 'fresh' : '', run.strict ?? 'full'];
  const script = resolve(context.folder, basename(run.source.name));
  const environment = { ...place.environment, ...run.variables };
  const { ended } = await context.host.start({
    place,
    environment,
    program: context.bash,
    args: ['--noprofile', '--norc', '-c', bootScript, script, state, report, file, ...mode],
    folder: context.scratchFolder,
    terminal: run.terminal,
    output: tail.output,
    signal: run.signal,
    background: run.background,
    started: run.started,
  });
  const feed = feedPipe(state, Buffer.from(restore({ context, run, before, environment }), 'latin1'));
  const finished = ended.then((end) => {
    feed.release();
    return end;
  });
  return { ended: Promise.all([finished, feed.done]).then(([end]) => end) };
}

function restore({ context, run, before, environment }: RestoreFacts): string {
  return restoreText(before, {
    environment,
    handedIn: new Set(Object.keys(run.variables)),
    folder: run.cwd === undefined ? undefined : resolve(context.folder, run.cwd),
    defaults: context.defaults,
  });
}

function conclude(attempt: Attempt, end: ProcessEnd): SessionResult {
  const { context, run, before, place, file, tail } = attempt;
  const report = parseReport(attempt.report.text(), before);
  context.defaults ??= report.defaults;
  const result = scriptResult({
    end,
    report,
    file,
    run,
    folder: run.cwd ?? Buffer.from(before.folder, 'latin1').toString(),
    scratchFolder: context.scratchFolder,
    errorTail: tail.text(),
    outputFile: place.outputFile,
  });
  if (!run.background) context.state = nextState(attempt, result, report.dump);
  forget(attempt);
  return result;
}

/** A failed action leaves two states: trying it again begins before it, going on takes what it left. */
function nextState({ run, before }: Attempt, result: SessionResult, dump: ShellDump | undefined): SessionState {
  if (dump === undefined) return { current: before };
  const left = run.cwd === undefined ? dump.state : withFolders(dump.state, before);
  return result.end === 'succeeded'
    ? { current: left }
    : { current: before, failed: { action: run.action, state: left } };
}

/** `cwd=` is for one action: where the session stands does not change. */
function withFolders(state: ShellState, before: ShellState): ShellState {
  const isPrevious = ({ name }: { readonly name: string }): boolean => name === 'OLDPWD';
  const variables = [
    ...(state.variables ?? []).filter((variable) => !isPrevious(variable)),
    ...(before.variables ?? []).filter(isPrevious),
  ];
  return { ...state, variables, folder: before.folder, folders: before.folders };
}
