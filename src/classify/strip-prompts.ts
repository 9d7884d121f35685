import type { ShellParser } from '../shell/shell-script.ts';
import { isKnownProgram } from './known-programs.ts';

/** A script without its prompts, or why they could not be taken off. Lines keep their numbers. */
type Stripped =
  | { readonly state: 'plain' }
  | { readonly state: 'stripped'; readonly script: string }
  | { readonly state: 'inconsistent'; readonly line: number };

type Prompt = 'dollar' | 'hash' | 'angle' | 'percent';

interface PromptedLine {
  readonly prompt: Prompt;
  readonly rest: string;
}

const certainPrompt =
  /^\s*(?:\([\w.-]+\)\s*)?(?:\[?[\w.-]+@[\w.-]+[^\]$#%>]*\]?|(?:ba)?sh-[\d.]+|[\w.-]*:?~[\w./-]*)?\s?([$%#>])\s+(\S.*)$/;
const bareRootPrompt = /^\s*(?:\[?[\w.-]+@[\w.-]+[^\]$#%>]*\]?|(?:ba)?sh-[\d.]+)\s?([#$%>])\s*(\S.*)$/;

/**
 * Takes `$ `, `% `, `# ` and `> ` off, only where every command of the block has one. `# ` is a comment and `> ` a
 * redirect unless a known program follows; `# ` counts only in a `console` fence.
 */
export function stripPrompts(source: string, language: string, parse: ShellParser): Stripped {
  const lines = source.split('\n');
  const read = lines.map((line) => promptOf(line, language));
  if (!read.some((line) => line !== undefined)) return { state: 'plain' };
  const stripped = lines.map((line, index) => read[index]?.rest ?? line);
  const bare = lines.flatMap((line, index) => (isBareCommand(line, index, lines, read) ? [index + 1] : []));
  if (bare.length === 0) return { state: 'stripped', script: withoutContinuationPrompts(stripped, read).join('\n') };
  const script = stripped.join('\n');
  const { innerLines, syntax } = parse(script);
  const left = bare.find((line) => !innerLines.has(line));
  if (left === undefined && syntax.state === 'valid') return { state: 'stripped', script };
  return { state: 'inconsistent', line: left ?? bare[0] ?? 1 };
}

/** A prompt stands at the beginning; a long line is not searched to its end. */
const searchedUnits = 160;

function promptOf(line: string, language: string): PromptedLine | undefined {
  const head = line.slice(0, searchedUnits);
  const match = certainPrompt.exec(head) ?? bareRootPrompt.exec(head);
  const [whole, sign, start] = match ?? [];
  if (whole === undefined || sign === undefined || start === undefined) return undefined;
  const rest = line.slice(whole.length - start.length);
  const isBare = line.trimStart().startsWith(sign);
  switch (sign) {
    case '$':
      return { prompt: 'dollar', rest };
    case '%':
      return { prompt: 'percent', rest };
    case '>':
      return startsWithProgram(rest) && isBare ? { prompt: 'angle', rest } : undefined;
    default:
      return !isBare || (language === 'console' && startsWithProgram(rest)) ? { prompt: 'hash', rest } : undefined;
  }
}

/** A bare name, no path: `> /var/log/app.log` empties a file and must stay what it is. */
function startsWithProgram(text: string): boolean {
  const name = text.split(/\s/, 1)[0] ?? '';
  return !name.includes('/') && isKnownProgram(name);
}

function isBareCommand(
  line: string,
  index: number,
  lines: readonly string[],
  read: readonly (PromptedLine | undefined)[],
): boolean {
  if (read[index] !== undefined || line.trim() === '' || line.trim().startsWith('#')) return false;
  return !isContinued(lines[index - 1]);
}

function isContinued(before: string | undefined): boolean {
  return before !== undefined && /(\\|\||&&)\s*$/.test(before);
}

/** `> ` below a line that ends in a backslash is the shell asking for more. */
function withoutContinuationPrompts(
  lines: readonly string[],
  read: readonly (PromptedLine | undefined)[],
): readonly string[] {
  return lines.map((line, index) =>
    read[index] === undefined && isContinued(lines[index - 1]) ? line.replace(/^\s*> /, '') : line,
  );
}
