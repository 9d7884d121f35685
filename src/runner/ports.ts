import type { ActionOutcome, EventBody, RunEvent } from '../events/event.ts';
import type { ActionKind, ActionOf } from '../runbook/action.ts';

/** Monotonic durations and wall-clock stamps from one place, so that both can be fixed in a test. */
export interface Clock {
  /** Milliseconds since an arbitrary point; never goes back. */
  monoMs(): number;
  now(): Date;
  /** Resolves after the delay; rejects with the signal's reason when aborted. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
}

/** Where events go, in the order of the calls; every reader folds what comes back. */
export interface EventSink {
  /** The event is written at once, and on disk when `flushed` resolves. Throws when it cannot be written. */
  write(body: EventBody): WrittenEvent;
  /** Whether all events are in a file. Those in memory only are written as soon as there is room. */
  isKept(): boolean;
  /** Opens the log of one attempt of an action; what is written is redacted before it is kept or shown. */
  openLog(action: string, attempt: number): OutputLog;
}

export interface WrittenEvent {
  readonly event: RunEvent;
  readonly flushed: Promise<void>;
}

export type Stream = 'stdout' | 'stderr';

/** Takes the raw output of one attempt. `write` is synchronous and never waited for. */
export interface OutputLog {
  write(stream: Stream, chunk: Uint8Array): void;
  /**
   * Closes the log; its file, undefined where none could be made, bytes and digest (sha256, hex) of what was kept, its
   * last lines, escaped, and why it is not whole.
   */
  end(): { file: string | undefined; bytes: number; digest: string; tail: string[]; cut?: string | undefined };
}

export interface ExecutionContext {
  /** Inputs, outputs and variables of the environment, by the name an action reads them. Values never become code. */
  readonly variables: Readonly<Record<string, string>>;
  /** What is run: the disposition's script. */
  readonly script: string;
  /** Folder an action begins in when the session has none yet, absolute. */
  readonly folder: string;
  /** Name of the runbook as shown in messages, and the line of the script's first line in it. */
  readonly source: { readonly name: string; readonly line: number };
  /** Whether a person's terminal can be given to it. */
  readonly terminal: boolean;
  /** The chunk is only good during the call: whoever keeps it copies it. */
  readonly output: (stream: Stream, chunk: Uint8Array) => void;
  /** Aborted with a StopReason; the executor stops what it started, whole, and then resolves. */
  readonly signal: AbortSignal;
  readonly started: (pid?: number) => void;
  /** Called when what was left in the background has ended by itself. */
  readonly endedLater: (result: ActionResult) => void;
}

/** Why a running action is stopped: SIGINT for a person, SIGTERM for a timeout; an sql action is cancelled on the server. */
export class StopReason extends Error {
  readonly why: 'timeout' | 'responder' | 'interrupted';
  constructor(why: 'timeout' | 'responder' | 'interrupted') {
    super(why);
    this.name = 'StopReason';
    this.why = why;
  }
}

export interface ActionResult {
  readonly outcome: Exclude<ActionOutcome, 'unexpected' | 'unknown'>;
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  /** One sentence: what failed, with the exit code; absent on success. */
  readonly message?: string | undefined;
  /** Line in the runbook where it failed. */
  readonly line?: number | undefined;
  /** `key=value` lines that the action wrote to $RUNBOOK_OUTPUT. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What `capture=` takes instead of standard output: the rows without a table around them, the body without headers. */
  readonly captured?: string | undefined;
  /** What the responder should know although it succeeded: `ended early at line 12`, `2 processes are still running`. */
  readonly notes: readonly string[];
  /** It had the person's terminal itself, and Ctrl-C there reached the runner as well. */
  readonly transcript?: 'lost' | undefined;
}

export interface Executor<K extends ActionKind> {
  execute(action: ActionOf<K>, context: ExecutionContext): Promise<ActionResult>;
}

/** A kind without an executor is a compile error. */
export type Executors = { readonly [K in ActionKind]: Executor<K> };

/** Something outside of the run that its commands have switched off, and that somebody has to switch on again. */
export interface OwedDebt {
  readonly id: string;
  /** `Argo CD's application argocd/pay is suspended (by mira, 03:14:05Z)` */
  readonly text: string;
}

export interface DebtBook {
  /** What the commands of this run owe now. Undefined: that cannot be read at the moment. */
  owed(): readonly OwedDebt[] | undefined;
}

/** What a person is given at their terminal: a shell of the session, or their editor. */
export interface SessionShell {
  /** Resolves when they have left it, with what later commands find changed. */
  open(visit: {
    /** By which its log is known. */
    readonly action: string;
    /** Stands before every command. */
    readonly prompt: string;
    readonly variables: ExecutionContext['variables'];
    readonly output: ExecutionContext['output'];
    readonly signal: AbortSignal;
  }): Promise<{ readonly changed: readonly string[]; readonly problem?: string | undefined }>;
  /** Gives a text to the person's editor. Resolves when they have left it, with the text as it was saved. */
  edit(editing: {
    readonly action: string;
    readonly text: string;
    /** `sh`, `sql`: what the editor may colour it as. */
    readonly language: string;
    readonly signal: AbortSignal;
  }): Promise<{ readonly text: string } | { readonly problem: string }>;
}
