/** Where something stands in a script: line and column count from 1 (UTF-16 units), the offset from 0. */
export interface ShellPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface ShellWord {
  readonly text: string;
  /** What the program receives; undefined when that is known only when it runs (a variable, a substitution, braces). */
  readonly literal: string | undefined;
  /** Written wholly inside quotes, so that it is exactly one word whatever it holds. */
  readonly quoted: boolean;
  /** A variable, substitution or brace outside of quotes may make several words of it, or none. */
  readonly divides: boolean;
  readonly position: ShellPosition;
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord | undefined;
  readonly position: ShellPosition;
}

/** `> out`: the operator as written without its descriptor; a here-document has its delimiter as target. */
export interface ShellRedirect {
  readonly operator: string;
  readonly descriptor: string | undefined;
  readonly target: ShellWord | undefined;
  readonly position: ShellPosition;
}

export type ShellConstruct =
  | 'loop'
  | 'condition'
  | 'case'
  | 'function'
  | 'group'
  | 'subshell'
  | 'substitution'
  | 'process-substitution';

/** A simple command; `[ … ]`, `[[ … ]]`, `(( … ))`, `export …` and bare assignments count as such. */
export interface ShellCommand {
  /** The name and its arguments; empty when there are only assignments or redirects. */
  readonly words: readonly ShellWord[];
  readonly assignments: readonly ShellAssignment[];
  readonly redirects: readonly ShellRedirect[];
  /** Members of one pipeline share it; a command outside of any pipeline has its own. */
  readonly pipeline: number;
  readonly isLastOfPipeline: boolean;
  readonly background: boolean;
  /** From the outermost to the innermost. */
  readonly inside: readonly ShellConstruct[];
  /** Its standard input is a pipe, a file or a here-document, its own or that of what it stands in. */
  readonly hasInput: boolean;
  readonly position: ShellPosition;
  readonly endOffset: number;
}

export interface HereDocument {
  readonly delimiter: string;
  /** `<<'EOF'`: nothing in it is expanded. */
  readonly quoted: boolean;
  readonly body: string;
  readonly line: number;
  readonly endLine: number;
}

export interface VariableUse {
  readonly name: string;
  /** `${NAME:-…}`, `${NAME:?…}` and the like say themselves what happens when it is unset. */
  readonly hasDefault: boolean;
  /** Stands in a function, where positional parameters are arguments. */
  readonly inFunction: boolean;
  /** It is all of its word. */
  readonly isWholeWord: boolean;
  readonly position: ShellPosition;
}

export interface ShellComment {
  readonly text: string;
  readonly position: ShellPosition;
}

export interface ShellLoop {
  readonly kind: 'for' | 'while' | 'until';
  /** Text of the condition; empty for `for` and for `for ((;;))`, which counts as `while`. */
  readonly condition: string;
  /** Whether it can leave by break, exit or return. */
  readonly canLeave: boolean;
  /** Of `for NAME in …`, and the words it goes through. */
  readonly variable: string | undefined;
  readonly values: readonly ShellWord[];
  readonly position: ShellPosition;
}

/**
 * `invalid`: bash will not take it. `not-understood`: bash takes it, but the words found here may be wrong, so that
 * nothing may be concluded from what is absent.
 */
export type ShellSyntax =
  | { readonly state: 'valid' }
  | { readonly state: 'invalid'; readonly line: number; readonly column: number; readonly message: string }
  | { readonly state: 'not-understood'; readonly line: number };

/** A script as plain data. */
export interface ShellScript {
  readonly source: string;
  readonly syntax: ShellSyntax;
  /** Bash may run or write what is not among the commands and redirects: a substitution that the grammar does not see, a text that is evaluated. */
  readonly mayRunMore: boolean;
  /** In the order in which they are written, those of substitutions included. */
  readonly commands: readonly ShellCommand[];
  /** All of them, also those of loops and groups. */
  readonly redirects: readonly ShellRedirect[];
  readonly hereDocuments: readonly HereDocument[];
  readonly assigned: readonly string[];
  readonly used: readonly VariableUse[];
  readonly functions: readonly string[];
  readonly loops: readonly ShellLoop[];
  readonly comments: readonly ShellComment[];
  /** Lines that begin inside a here-document or a quoted text. */
  readonly innerLines: ReadonlySet<number>;
}

/** Never throws: what it cannot read is said in `syntax`. */
export type ShellParser = (script: string) => ShellScript;

/** What a real shell says to a script that the grammar did not understand; `undefined`: there is none to ask. */
export type SecondOpinion = (script: string) => boolean | undefined;

/** A script that was not read. */
export function scriptWithout(source: string, syntax: ShellSyntax): ShellScript {
  return {
    source,
    syntax,
    mayRunMore: true,
    commands: [],
    redirects: [],
    hereDocuments: [],
    assigned: [],
    used: [],
    functions: [],
    loops: [],
    comments: [],
    innerLines: new Set(),
  };
}
