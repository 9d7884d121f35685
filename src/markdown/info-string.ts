import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Place, placeAt } from '../diagnostics/place.ts';

/** One `key=value` or bare flag of an info string; a flag has no value. */
export interface RawAttribute {
  readonly key: string;
  readonly value: string | undefined;
  readonly place: Place;
}

export interface InfoString {
  readonly language: string;
  readonly attributes: readonly RawAttribute[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The text after the opening fence, from the source rather than from the Markdown parser, which has already
 * unescaped it. `column` is that of its first character.
 */
export function parseInfoString(text: string, line: number, column: number): InfoString {
  const language = /^[^\s{]*/.exec(text)?.[0] ?? '';
  const rest = text.slice(language.length);
  const open = groupStart(rest);
  if (open === undefined) return { language: language.toLowerCase(), attributes: [], diagnostics: [] };
  const at = (offset: number, length = 1) => placeAt(line, column + language.length + offset, length);
  const problem = groupPlacementProblem(language, rest, open);
  if (problem !== undefined) {
    const diagnostics = [diagnose('info-string-syntax', at(open), problem.message, problem.hint)];
    return { language: language.toLowerCase(), attributes: [], diagnostics };
  }
  return { language: language.toLowerCase(), ...readGroup(rest, open, at) };
}

/** Where the first group begins that is not Docusaurus's `{1,3-5}`, outside quotes. */
function groupStart(rest: string): number | undefined {
  for (let index = 0; index < rest.length; index += 1) {
    const character = rest.charAt(index);
    if (character === '"' || character === "'") {
      const end = rest.indexOf(character, index + 1);
      if (end === -1) return undefined;
      index = end;
    } else if (character === '{') {
      const lines = /^\{[\d,\s-]*\}/.exec(rest.slice(index));
      if (lines === null) return index;
      index += lines[0].length - 1;
    }
  }
  return undefined;
}

function groupPlacementProblem(
  language: string,
  rest: string,
  open: number,
): { message: string; hint: string } | undefined {
  if (language === '') {
    return {
      message: 'the attributes stand where the language belongs',
      hint: 'Write the language first: ```bash {...}.',
    };
  }
  if (open === 0) {
    return {
      message: `the attributes touch the language "${language}"`,
      hint: `Write a space between them: \`\`\`${language} ${rest.slice(0, 12)}...`,
    };
  }
  return undefined;
}

type At = (offset: number, length?: number) => Place;

function readGroup(rest: string, open: number, at: At): Pick<InfoString, 'attributes' | 'diagnostics'> {
  if (/^\{\s*"/.test(rest.slice(open))) return readJsonGroup(rest, open, at);
  const attributes: RawAttribute[] = [];
  let index = open + 1;
  while (index < rest.length) {
    const gap = /^[\s,]*/.exec(rest.slice(index))?.[0].length ?? 0;
    index += gap;
    if (rest.charAt(index) === '}') return { attributes, diagnostics: afterGroup(rest, index, at) };
    const token = readToken(rest.slice(index));
    if (token === undefined) break;
    attributes.push({ key: token.key, value: token.value, place: at(index, token.length) });
    index += token.length;
  }
  const hint = 'Close it with } and quote values that hold spaces: key="a b".';
  return {
    attributes: [],
    diagnostics: [diagnose('info-string-syntax', at(open), 'the {...} group is not closed', hint)],
  };
}

function readToken(text: string): { key: string; value: string | undefined; length: number } | undefined {
  const id = /^#([^\s{},="']+)/.exec(text);
  if (id !== null) return { key: 'id', value: id[1], length: id[0].length };
  const pair = /^([^\s{},="']+)(?:=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s{},"']*)))?/.exec(text);
  if (pair === null) return undefined;
  const [whole, key = '', double, single, bare] = pair;
  const value = double !== undefined ? double.replace(/\\(["\\])/g, '$1') : (single ?? bare);
  return { key, value, length: whole.length };
}

function afterGroup(rest: string, close: number, at: At): Diagnostic[] {
  const second = groupStart(rest.slice(close + 1));
  if (second === undefined) return [];
  const hint = 'Put all attributes into one {...} group.';
  return [diagnose('info-string-syntax', at(close + 1 + second), 'a second group of attributes', hint)];
}

function readJsonGroup(rest: string, open: number, at: At): Pick<InfoString, 'attributes' | 'diagnostics'> {
  const end = rest.lastIndexOf('}');
  try {
    const parsed: unknown = JSON.parse(rest.slice(open, end + 1));
    if (typeof parsed !== 'object' || parsed === null) throw new SyntaxError('not an object');
    const attributes = Object.entries(parsed).map(([key, value]) => {
      const offset = rest.indexOf(JSON.stringify(key), open);
      return { key, value: String(value), place: at(Math.max(open, offset), key.length + 2) };
    });
    return { attributes, diagnostics: [] };
  } catch {
    const hint = 'Write {"name":"value"} or {name=value}.';
    return {
      attributes: [],
      diagnostics: [diagnose('info-string-syntax', at(open), 'the JSON attributes cannot be read', hint)],
    };
  }
}
