import { writeFileSync } from 'node:fs';
import { shellStart } from './bash-boot.ts';
import { parseReport } from './bash-dump.ts';
import { restoreText } from './bash-restore.ts';
import { refuseVariables } from './process-environment.ts';
import type { ActionPlace } from './process-host.ts';
import type { SessionRun } from './session-action.ts';
import { afterShell, changesBetween } from './session-changes.ts';
import { feedPipe } from './session-feed.ts';
import { listen } from './session-report.ts';
import { runScript, type SessionContext } from './session-script.ts';

/** A shell that a person is given, with all that the session knows. */
export interface ShellVisit extends Pick<SessionRun, 'action' | 'variables' | 'signal' | 'output' | 'started'> {
  /** Stands before every command: where one is. */
  readonly prompt: string;
}

export interface ShellEnd {
  /** What later commands find changed: `directory`, `2 variables`. */
  readonly changed: readonly string[];
  /** Why it was not opened, or why what was changed in it is lost. */
  readonly problem?: string | undefined;
}

/** Opens an interactive shell in the person's terminal; what it leaves goes on to later actions. Its exit code means nothing. */
export async function openShell(context: SessionContext, visit: ShellVisit): Promise<ShellEnd> {
  const refusal = refuseVariables(visit.variables);
  if (refusal !== undefined) return { changed: [], problem: refusal };
  if (context.state.current.variables === undefined) await learnState(context, visit);
  const { current, failed } = context.state;
  // Whoever looks at what failed finds what it left.
  const before = failed?.state ?? current;
  const place = await context.host.prepare(visit.action);
  const report = listen(place.pipes.report);
  try {
    await runShell(context, visit, place, restoreFor(context, visit, before, place));
    const { dump } = parseReport(report.text(), before);
    if (dump === undefined) {
      return { changed: [], problem: 'the shell left no state (exec or a kill): nothing of it goes on' };
    }
    const after = afterShell(before, dump.state);
    const changed = changesBetween(before, after, new Set(Object.keys(visit.variables)));
    if (changed.length > 0) context.state = { current: after };
    return { changed };
  } finally {
    report.close();
    context.host.release(place);
  }
}

function restoreFor(
  context: SessionContext,
  { variables }: ShellVisit,
  before: SessionContext['state']['current'],
  place: ActionPlace,
): Buffer {
  const environment = { ...place.environment, ...variables };
  const handedIn = new Set(Object.keys(variables));
  return Buffer.from(restoreText(before, { environment, handedIn, defaults: context.defaults }), 'latin1');
}

async function runShell(
  context: SessionContext,
  { prompt, signal, output, started, variables }: ShellVisit,
  place: ActionPlace,
  state: Buffer,
): Promise<void> {
  const file = `${place.folder}shell`;
  writeFileSync(file, `${shellStart(place.pipes, prompt)}\n`, { mode: 0o600 });
  const { ended } = await context.host.start({
    place,
    environment: { ...place.environment, ...variables },
    program: context.bash,
    args: ['--noprofile', '--rcfile', file, '-i'],
    folder: context.scratchFolder,
    terminal: 'whole',
    output,
    signal,
    background: false,
    started,
  });
  const feed = feedPipe(place.pipes.state, state);
  await ended;
  feed.release();
  await feed.done;
}

/** Before the first action nothing is known of the variables but the environment: an empty script tells. */
async function learnState(context: SessionContext, { action, variables, signal }: ShellVisit): Promise<void> {
  await runScript(context, {
    ...{ action, variables, signal },
    script: ':',
    source: { name: 'shell', line: 1 },
    output: () => undefined,
    started: () => undefined,
    terminal: 'none',
    background: false,
    endedLater: () => undefined,
  });
}
