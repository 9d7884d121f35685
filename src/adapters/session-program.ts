import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { refuseVariables } from './process-environment.ts';
import type { ActionPlace, ProcessEnd } from './process-host.ts';
import type { SessionResult, SessionRun } from './session-action.ts';
import { endWords } from './session-failure.ts';
import { readOutputs } from './session-outputs.ts';
import {
  backgroundResult,
  endSoon,
  folderGone,
  refusedResult,
  runningNotes,
  startFailure,
  stopMessage,
  transcriptNotes,
} from './session-result.ts';
import type { SessionContext } from './session-script.ts';
import { type ShellState, stateFor } from './session-state.ts';

export interface ProgramRun extends SessionRun {
  /** Program and arguments; the file with the script is added. */
  readonly interpreter: readonly string[];
}

/** Gives a script as a file to any program, in the working folder of the session and with its exported variables. */
export async function runProgram(context: SessionContext, run: ProgramRun): Promise<SessionResult> {
  const [program, ...args] = run.interpreter;
  if (program === undefined) return refusedResult('no program is named to run this with');
  const refusal = refuseVariables(run.variables);
  if (refusal !== undefined) return refusedResult(refusal);
  const state = stateFor(context.state, run.action);
  const folder = run.cwd === undefined ? utf8(state.folder) : resolve(context.folder, run.cwd);
  if (!existsSync(folder)) return refusedResult(folderGone(run.cwd, folder));
  const place = await context.host.prepare(run.action);
  let isLeft = false;
  try {
    const file = writeScript(place, run);
    const environment = { ...environmentFor(place, state), ...run.variables };
    const { ended } = await context.host.start({ ...run, place, program, folder, environment, args: [...args, file] });
    const end = run.background ? await endSoon(ended) : await ended;
    if (end !== undefined) return conclude(end, place, program);
    isLeft = true;
    ended.then((late) => {
      context.host.release(place);
      run.endedLater(conclude(late, place, program));
    });
    return backgroundResult();
  } catch (error) {
    return refusedResult(startFailure(error, program));
  } finally {
    if (!isLeft) context.host.release(place);
  }
}

function writeScript(place: ActionPlace, { script }: ProgramRun): string {
  const file = `${place.folder}script`;
  writeFileSync(file, script.endsWith('\n') ? script : `${script}\n`, { mode: 0o700 });
  return file;
}

/** Once a shell has run, what it exports stands in place of what the runner was started with. */
function environmentFor(place: ActionPlace, { variables }: ShellState): NodeJS.ProcessEnv {
  if (variables === undefined) return place.environment;
  const exported = variables.flatMap(({ name, flags, value }) =>
    flags.includes('x') && value.kind === 'text' ? [[name, utf8(value.text)] as const] : [],
  );
  return { ...Object.fromEntries(exported), ...place.marks };
}

function conclude(end: ProcessEnd, place: ActionPlace, program: string): SessionResult {
  const { outputs, notes } = readOutputs(place.outputFile);
  const { exitCode, signal } = end;
  const transcript = end.transcript === 'lost' ? end.transcript : undefined;
  const allNotes = [...notes, ...runningNotes(end), ...transcriptNotes(end)];
  const common = { exitCode, signal, transcript, outputs, notes: allNotes };
  if (end.stopped !== undefined) return { ...common, end: 'stopped', message: stopMessage(end.stopped, end) };
  if (end.exitCode === 0) return { ...common, end: 'succeeded' };
  return { ...common, end: 'failed', message: `${program}: ${endWords(end)}` };
}

function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString();
}
