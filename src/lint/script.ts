import { type Invocation, invocationsOf } from '../classify/invocations.ts';
import { positionIn } from '../classify/position-in.ts';
import { stripPrompts } from '../classify/strip-prompts.ts';
import type { Edit } from '../diagnostics/fix.ts';
import type { Place } from '../diagnostics/place.ts';
import type { Action } from '../runbook/action.ts';
import type { ShellParser, ShellPosition, ShellScript } from '../shell/shell-script.ts';

import type { DeclaredInput } from './declare-input.ts';

/** A shell script: a fence, one way of a fence, or a file. */
export interface Script {
  /** As written, with prompts and placeholders. */
  readonly source: string;
  readonly language: string;
  /** What is left without prompts; its positions are those of that text, see `placeOf`. */
  readonly shell: ShellScript;
  readonly invocations: readonly Invocation[];
  /** The action that runs it; absent for a fence that is only shown, and for a file. */
  readonly action: Action | undefined;
  /** A file starts with its own `set` and is not run with errexit by this program. */
  readonly isFile: boolean;
  /** Part of a runbook that rolls something back, or a file that says so. */
  readonly isRollback: boolean;
  /** The place in the file of a text that stands at a position of the script; of its whole line where it cannot be found there. */
  readonly placeOf: (position: Pick<ShellPosition, 'line' | 'column'>, text: string) => Place;
  /** The place in the file of a stretch of `shell.source`, over lines; what a fix puts another text in the place of. */
  readonly rangeOf: (start: number, end: number) => Place;
  /** The edits that declare an input of the runbook; undefined where there is no runbook, or no line fits. */
  readonly declare: (input: DeclaredInput) => readonly Edit[] | undefined;
}

export interface ScriptText {
  readonly source: string;
  readonly language: string;
  /** Line of the file that holds the first line. */
  readonly firstLine: number;
  /** All lines of the file. */
  readonly lines: readonly string[];
  readonly action?: Action | undefined;
  readonly isFile: boolean;
  readonly isRollback: boolean;
  readonly declare?: Script['declare'];
}

/** A text of shell as the rules look at it. */
export function readScriptText(text: ScriptText, parse: ShellParser): Script {
  const { source, language, firstLine, lines, action, isFile, isRollback } = text;
  const stripped = isFile ? ({ state: 'plain' } as const) : stripPrompts(source, language, parse);
  const shell = parse(stripped.state === 'stripped' ? stripped.script : source);
  const placeOf: Script['placeOf'] = ({ line, column }, wanted) => {
    const fileLine = firstLine + line - 1;
    const whole = lines[fileLine - 1] ?? '';
    const shift = whole.length - (source.split('\n')[line - 1] ?? '').length;
    const first = wanted.split('\n', 1)[0] ?? '';
    const at = first === '' ? -1 : whole.indexOf(first, Math.max(0, column - 1 + shift));
    const start = at >= 0 ? at : whole.indexOf(first);
    if (first === '' || start < 0) {
      const indent = whole.length - whole.trimStart().length;
      return { line: fileLine, column: indent + 1, endLine: fileLine, endColumn: whole.trimEnd().length + 1 };
    }
    return { line: fileLine, column: start + 1, endLine: fileLine, endColumn: start + 1 + first.length };
  };
  const shellLines = shell.source.split('\n');
  const at = (offset: number) => {
    const { line, column } = positionIn(shell.source, offset);
    const whole = lines[firstLine + line - 2] ?? '';
    return { line: firstLine + line - 1, column: column + whole.length - (shellLines[line - 1] ?? '').length };
  };
  const rangeOf: Script['rangeOf'] = (start, end) => {
    const [from, to] = [at(start), at(end)];
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
  const invocations = invocationsOf(shell, parse);
  const { declare = () => undefined } = text;
  return { source, language, shell, invocations, action, isFile, isRollback, placeOf, rangeOf, declare };
}
