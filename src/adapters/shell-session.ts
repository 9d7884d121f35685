import { ProcessHost } from './process-host.ts';
import type { OutputStream } from './process-start.ts';
import type { ProcessEntry } from './process-table.ts';
import { type ProgramRun, runProgram } from './session-program.ts';
import { runScript, type SessionContext } from './session-script.ts';
import { initialState, type SessionState } from './session-state.ts';

/** What is common to everything that runs in the session. */
export interface SessionRun {
  /** Address of the action: the same one again is another attempt. */
  readonly action: string;
  readonly script: string;
  readonly source: { readonly name: string; readonly line: number };
  /** What the runner hands in; stands against what the session says. */
  readonly variables: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Also called after the end, for what the action left running. */
  readonly output: (stream: OutputStream, chunk: Uint8Array) => void;
  readonly started: (pid: number) => void;
  /** `whole`: the terminal is its three streams. `input`: its standard output is captured. */
  readonly terminal: 'none' | 'whole' | 'input';
  readonly background: boolean;
  /** For this action only, joined onto the folder of the runbook. */
  readonly cwd?: string | undefined;
}

export interface ScriptRun extends SessionRun {
  /** Default `full`: errexit, nounset and pipefail. */
  readonly strict?: 'full' | 'no-nounset' | undefined;
}

export interface SessionResult {
  readonly end: 'succeeded' | 'failed' | 'stopped';
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly message?: string | undefined;
  readonly line?: number | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** The one shell of a run: each action is a process of its own, and everything a shell knows goes on to the next. */
export interface ShellSession extends AsyncDisposable {
  /** A plain value; set it to go on from a state that was kept. */
  state: SessionState;
  run(run: ScriptRun): Promise<SessionResult>;
  runProgram(run: ProgramRun): Promise<SessionResult>;
  /** Processes that actions left in sessions of their own; the end of the session does not stop them. */
  remaining(): readonly ProcessEntry[];
}

export interface SessionOptions {
  readonly bash: string;
  /** Where the first action begins: the folder of the runbook, absolute. */
  readonly folder: string;
  readonly baseEnvironment: NodeJS.ProcessEnv;
  /** Private to this run, mode 0700; holds named pipes and script files. */
  readonly scratchFolder: string;
  /** How long a stopped action has to end by itself; default 2 s. */
  readonly graceMs?: number | undefined;
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
    run: (run) => runScript(context, run),
    runProgram: (run) => runProgram(context, run),
    remaining: () => host.remaining(),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}
