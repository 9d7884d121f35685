import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Effect } from './effect.ts';

/** Text like `<pod-name>` that a person must fill in; the script reads it as `$variable`, never as pasted text. */
export interface Placeholder {
  readonly text: string;
  /** `[a-z][a-z0-9_]*`, addresses it in --set. */
  readonly name: string;
  readonly variable: string;
  readonly description: string;
}

interface Judged {
  /** The row of the decision table that decided, 0 for an annotated action. */
  readonly row: number;
  /** Why, in words for the responder; one sentence each. */
  readonly reasons: readonly string[];
}

export interface Runnable extends Judged {
  readonly may: 'run';
  readonly effect: Effect;
  /** The effect was worked out, not stated by the author. */
  readonly assumed: boolean;
  /** What is run: prompts stripped, placeholders turned into variables, else as written. */
  readonly script: string;
  readonly placeholders: readonly Placeholder[];
  /** Row 18: every command is a known, closed, terminating read; what --yes-to reads may run without an annotation. */
  readonly allowListed: boolean;
  /** Its exit status says what it found, not whether it worked: `… | grep ERROR` finding nothing. */
  readonly statusIsFinding: boolean;
  /** Exit status 0 does not say that it worked: `curl` without `--fail` prints an error page. */
  readonly successIsFinding: boolean;
  /** Row 13: what it prints is masked. */
  readonly masksOutput: boolean;
  /** What it cannot do without and finds only in the session. */
  readonly dependsOn: readonly Dependency[];
}

/** A variable that an action reads, and the earlier actions that could have set it; it takes one that did. */
export interface Dependency {
  readonly variable: string;
  /** Addresses, in document order; never empty. */
  readonly setBy: readonly string[];
}

export interface Shown extends Judged {
  readonly may: 'be-shown';
}

/** A program that a person is given at their terminal, on the proved target. */
export interface Opening {
  /** What is run, placeholders turned into variables; ends with the command that opens the program. */
  readonly script: string;
  /** `psql`, `ssh`, ... */
  readonly program: string;
  /** How to leave it: `\\q`, `exit`, `Ctrl-C`. */
  readonly wayOut: string;
  readonly effect: Effect;
  readonly placeholders: readonly Placeholder[];
  readonly dependsOn: readonly Dependency[];
}

export interface HandedOff extends Judged {
  readonly may: 'be-handed-off';
  readonly effect: Effect;
  readonly script: string;
  /** `psql`, `ssh`, … */
  readonly program: string;
  /** How to leave it: `\q`, `exit`, `Ctrl-C`. */
  readonly wayOut: string;
  /** Absent where it is not ours to open. */
  readonly opens?: Opening | undefined;
}

export interface Refused extends Judged {
  readonly may: 'be-refused';
  readonly code: DiagnosticCode;
  /** 1-based line in the file where it goes wrong. */
  readonly line: number;
  readonly hint: string;
  /** The program that the refused words are meant for, where the first command opens it. */
  readonly opens?: Opening | undefined;
}

/** What may be done with an action. Classification only takes rights away. */
export type Disposition = Runnable | Shown | HandedOff | Refused;

/** By action address. */
export type Dispositions = ReadonlyMap<string, Disposition>;
