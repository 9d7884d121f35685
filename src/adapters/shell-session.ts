import { ProcessHost } from './process-host.ts';
import type { ProcessEntry } from './process-table.ts';
import type { ScriptRun, SessionOptions, SessionResult, SessionRun } from './session-action.ts';
import { type Editing, type EditingEnd, editText } from './session-editor.ts';
import { type ProgramRun, runProgram } from './session-program.ts';
import { runScript, type SessionContext } from './session-script.ts';
import { openShell, type ShellEnd, type ShellVisit } from './session-shell.ts';
import { initialState, type SessionState } from './session-state.ts';

/** The one shell of a run: each action is a process of its own, and everything a shell knows goes on to the next. */
export interface ShellSession extends AsyncDisposable {
  /** A plain value; set it to go on from a state that was kept. */
  state: SessionState;
  run(run: ScriptRun): Promise<SessionResult>;
  runProgram(run: ProgramRun): Promise<SessionResult>;
  openShell(visit: ShellVisit): Promise<ShellEnd>;
  edit(editing: Editing): Promise<EditingEnd>;
  /** Processes that actions left in sessions of their own; the end of the session does not stop them. */
  remaining(): readonly ProcessEntry[];
}

/** Runs one action at a time. Disposing it stops what is still in the groups of its actions. */
export function createShellSession(options: SessionOptions): ShellSession {
  const host = new ProcessHost(options);
  const context: SessionContext = {
    ...options,
    host,
    state: initialState(options.folder, options.baseEnvironment),
    defaults: undefined,
  };
  return {
    get state() {
      return context.state;
    },
    set state(state) {
      context.state = state;
    },
    run: (run) => runScript(context, withPinned(run, options)),
    runProgram: (run) => runProgram(context, withPinned(run, options)),
    openShell: (visit) => openShell(context, { ...visit, variables: { ...visit.variables, ...options.pinned } }),
    edit: (editing) => editText(context, editing),
    remaining: () => host.remaining(),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

function withPinned<R extends SessionRun>(run: R, { pinned }: SessionOptions): R {
  return { ...run, variables: { ...run.variables, ...pinned } };
}
