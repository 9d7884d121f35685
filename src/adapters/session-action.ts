import type { OutputStream, TerminalUse } from './process-start.ts';
import type { PersonTerminal } from './pty.ts';

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
  readonly terminal: TerminalUse;
  readonly background: boolean;
  /** Called when an action in the background has ended, later than `run` resolved. */
  readonly endedLater: (result: SessionResult) => void;
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
  /** It had the terminal itself, and Ctrl-C there reached the runner as well. */
  readonly transcript?: 'lost' | undefined;
}

export interface SessionOptions {
  readonly bash: string;
  /** Where the first action begins: the folder of the runbook, absolute. */
  readonly folder: string;
  readonly baseEnvironment: NodeJS.ProcessEnv;
  /** Variables that every action begins with, whatever actions before it made of them: they name the target. */
  readonly pinned?: Readonly<Record<string, string>> | undefined;
  /** Carried by every process as RUNBOOK_RUN; default a new one. */
  readonly mark?: string | undefined;
  /** Private to this run, mode 0700; holds named pipes and script files. */
  readonly scratchFolder: string;
  /** How long a stopped action has to end by itself; default 2 s. */
  readonly graceMs?: number | undefined;
  /** Who interactive actions talk to, through a pseudo-terminal; without it they are lent the terminal itself. */
  readonly person?: PersonTerminal | undefined;
}
