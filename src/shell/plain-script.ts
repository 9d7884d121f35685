import {
  type ShellCommand,
  type ShellComment,
  type ShellParser,
  type ShellPosition,
  type ShellScript,
  type ShellWord,
  scriptWithout,
} from './shell-script.ts';

/**
 * Reads a script of simple commands, one to a line, without the grammar, which takes longer to load than most runbooks
 * take to read. Undefined for anything else: what is returned is exactly what the grammar would have said.
 */
export function readPlainScript(source: string): ShellScript | undefined {
  const commands: ShellCommand[] = [];
  const comments: ShellComment[] = [];
  let offset = 0;
  for (const [index, text] of source.split('\n').entries()) {
    const start = { line: index + 1, column: 1, offset };
    const line = readLine(text, start, commands.length);
    if (line === undefined) return undefined;
    if (line.kind === 'command') commands.push(line.command);
    if (line.kind === 'comment') comments.push(line.comment);
    offset += text.length + 1;
  }
  return { ...nothingElse, source, commands, comments };
}

/** A parser for plain scripts. Others it does not understand, and it remembers that it met one: the grammar must be asked. */
export function createPlainParser(): { readonly parse: ShellParser; readonly hasMetOthers: () => boolean } {
  let hasMetOthers = false;
  const parse: ShellParser = (source) => {
    const script = readPlainScript(source);
    if (script !== undefined) return script;
    hasMetOthers = true;
    return scriptWithout(source, { state: 'not-understood', line: 1 });
  };
  return { parse, hasMetOthers: () => hasMetOthers };
}

const nothingElse = {
  syntax: { state: 'valid' },
  mayRunMore: false,
  redirects: [],
  hereDocuments: [],
  assigned: [],
  used: [],
  functions: [],
  loops: [],
  innerLines: new Set<number>(),
} as const;

type Line =
  | { readonly kind: 'blank' }
  | { readonly kind: 'comment'; readonly comment: ShellComment }
  | { readonly kind: 'command'; readonly command: ShellCommand };

/** Letters, digits and what has no meaning to the shell: no quotes, expansions, patterns, operators or escapes. */
const word = String.raw`[\w./:@%+,-][\w./:@%+,=-]*`;
const quotedText = `'[^'\\\\\\x00-\\x1f\\x7f-\\uffff]*'|"[\\w ./:@%+,=()<>;|&?*~'-]*"`;
const commandLine = new RegExp(`^ *[A-Za-z_./][\\w./-]*(?: +(?:${word}|${quotedText}))* *$`);
const oneWord = new RegExp(`${quotedText}|[^ ]+`, 'g');

function readLine(text: string, start: ShellPosition, pipeline: number): Line | undefined {
  if (/^ *$/.test(text)) return { kind: 'blank' };
  if (/^ *#[ -~]*$/.test(text)) return { kind: 'comment', comment: readComment(text, start) };
  if (!commandLine.test(text)) return undefined;
  const words = Array.from(text.matchAll(oneWord), (match) => readWord(match[0], match.index, start));
  if (words.some(({ text }) => meansMore.has(text))) return undefined;
  return { kind: 'command', command: commandOf(words, pipeline) };
}

/** Reserved words, and builtins that the grammar reads apart or that assign variables. */
const meansMore: ReadonlySet<string> = new Set(
  `if then elif else fi for while until do done case esac select in function time coproc declare typeset local export
  readonly unset unsetenv read mapfile readarray getopts printf let test`.split(/\s+/),
);

function readComment(text: string, start: ShellPosition): ShellComment {
  const indent = text.length - text.trimStart().length;
  return { text: text.slice(indent), position: moved(start, indent) };
}

function readWord(text: string, index: number, start: ShellPosition): ShellWord {
  const quoted = /^['"]/.test(text);
  const literal = quoted ? text.slice(1, -1) : text;
  return { text, literal, quoted, divides: false, position: moved(start, index) };
}

function commandOf(words: readonly ShellWord[], pipeline: number): ShellCommand {
  const [first, last] = [words[0], words.at(-1)];
  return {
    words,
    assignments: [],
    redirects: [],
    pipeline,
    isLastOfPipeline: true,
    background: false,
    inside: [],
    hasInput: false,
    position: first?.position ?? { line: 1, column: 1, offset: 0 },
    endOffset: last === undefined ? 0 : last.position.offset + last.text.length,
  };
}

function moved({ line, column, offset }: ShellPosition, by: number): ShellPosition {
  return { line, column: column + by, offset: offset + by };
}
