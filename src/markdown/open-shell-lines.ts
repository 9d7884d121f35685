import type { LineStart, OpenLines } from './line-start.ts';

interface HereDocument {
  readonly word: string;
  readonly stripsTabs: boolean;
}

/** Which lines of a shell script begin within quotes, here-documents or compound commands, or go on with a pipe. */
export function openShellLines(lines: readonly string[]): OpenLines {
  const waiting: HereDocument[] = [];
  let state: ShellState = { quote: '', parentheses: 0, compounds: 0 };
  let goesOn = false;
  const starts = lines.map((line): LineStart => {
    const [document] = waiting;
    if (document !== undefined && state.quote === '') {
      if ((document.stripsTabs ? line.replace(/^\t+/, '') : line) === document.word) waiting.shift();
      return 'enclosed';
    }
    const isOpen = state.quote !== '' || state.parentheses > 0 || state.compounds > 0;
    const start = isOpen ? 'enclosed' : goesOn ? 'statement' : 'free';
    const read = readShellLine(line, state);
    waiting.push(...read.documents);
    state = read.state;
    if (read.bare.trim() !== '') goesOn = /(?:\||&&)\s*$/.test(read.bare);
    return start;
  });
  const isUnclosed = waiting.length > 0 || state.quote !== '' || state.parentheses > 0 || state.compounds > 0;
  return { starts, isUnclosed };
}

interface ShellState {
  readonly quote: '' | "'" | '"' | "$'";
  readonly parentheses: number;
  readonly compounds: number;
}

const shellToken =
  /\\[\s\S]?|\$'|['"]|(?<comment>(?:^|(?<=[\s;&|()]))#.*)|<<<|<<(?<dash>-?)[ \t]*(?:'(?<single>[^']+)'|"(?<double>[^"]+)"|\\?(?<word>[A-Za-z_][\w.-]*))|\(\(|\)\)|[()]|[^\\'"#<()$]+|[\s\S]/gy;
const closingOf = { "'": /'/g, '"': /(?<!\\)(?:\\\\)*"/g, "$'": /(?<!\\)(?:\\\\)*'/g } as const;
const keyword =
  /(?:^|[;&|(]|\{\s|\b(?:do|then|else)\s)\s*(if|do|case|\{|fi|done|esac|\})(?=$|[\s;&|)])|\)\s*(\{)(?=$|\s)/g;

function readShellLine(
  line: string,
  before: ShellState,
): { state: ShellState; bare: string; documents: readonly HereDocument[] } {
  const documents: HereDocument[] = [];
  let { quote, parentheses } = before;
  let bare = '';
  let index = 0;
  while (index < line.length) {
    if (quote !== '') {
      const closing = closingOf[quote];
      closing.lastIndex = index;
      if (closing.exec(line) === null) break;
      index = closing.lastIndex;
      quote = '';
      bare += '_';
      continue;
    }
    shellToken.lastIndex = index;
    const token = shellToken.exec(line);
    if (token === null) break;
    const { dash, single, double, word, comment } = token.groups ?? {};
    const text = token[0];
    index += text.length;
    if (text === "'" || text === '"' || text === "$'") quote = text;
    else if (text.startsWith('<<') && text !== '<<<' && !bare.includes('((')) {
      documents.push({ word: single ?? double ?? word ?? '', stripsTabs: dash === '-' });
      bare += '_';
    } else if (comment !== undefined) break;
    else {
      parentheses = Math.max(0, parentheses + count(text, '(') - count(text, ')'));
      bare += text;
    }
  }
  const compounds = Math.max(0, before.compounds + compoundsIn(bare));
  return { state: { quote, parentheses, compounds }, bare, documents };
}

const opening = new Set(['if', 'do', 'case', '{']);

function compoundsIn(bare: string): number {
  let open = 0;
  for (const [, word, body] of bare.matchAll(keyword)) open += opening.has(word ?? body ?? '') ? 1 : -1;
  return open;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
