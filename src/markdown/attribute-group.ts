import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import type { RawAttribute } from '../runbook/fence.ts';

/** What stands between `{` and `}`; `end` is the offset behind it, undefined where it is not closed. */
export interface AttributeGroup {
  readonly attributes: readonly RawAttribute[];
  readonly diagnostics: readonly Diagnostic[];
  readonly end: number | undefined;
}

type At = (offset: number, length?: number) => Place;

/** Reads the group that opens at an offset of `text`: `{key=value flag #id}` or `{"key":"value"}`. */
export function readAttributeGroup(text: string, open: number, at: At): AttributeGroup {
  const group = /^\{\s*"/.test(text.slice(open, open + 200)) ? readJson(text, open, at) : readPairs(text, open, at);
  return { ...group, diagnostics: [...group.diagnostics, ...duplicates(group.attributes)] };
}

const gap = /[\s,]*/y;
const idToken = /#([^\s{},="']+)/y;
/** A comma goes on with the value of `needs=a,b`, but not where the next key follows: `a=1,b=2`. */
const pairToken =
  /([^\s{},="']+)(?:=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s{},"']*(?:,(?![^\s{},="']+=)[^\s{},="']+)*)))?/y;

function readPairs(text: string, open: number, at: At): AttributeGroup {
  const attributes: RawAttribute[] = [];
  let index = open + 1;
  while (index < text.length) {
    index += execAt(gap, text, index)?.[0].length ?? 0;
    if (text.charAt(index) === '}') return { attributes, diagnostics: [], end: index + 1 };
    const token = readToken(text, index);
    if (token === undefined) break;
    attributes.push({ key: token.key, value: token.value, place: at(index, token.length) });
    index += token.length;
  }
  return unreadable(
    open,
    at,
    'the {...} group is not closed',
    'Close it with } and quote values that hold spaces: key="a b".',
  );
}

function readToken(
  text: string,
  index: number,
): { key: string; value: string | undefined; length: number } | undefined {
  const id = execAt(idToken, text, index);
  if (id !== null) return { key: 'id', value: id[1], length: id[0].length };
  const pair = execAt(pairToken, text, index);
  if (pair === null) return undefined;
  const [whole, key = '', double, single, bare] = pair;
  const value = double !== undefined ? double.replace(/\\(["\\])/g, '$1') : (single ?? bare);
  return { key, value, length: whole.length };
}

function execAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

function readJson(text: string, open: number, at: At): AttributeGroup {
  const end = jsonEnd(text, open);
  const parsed = end === undefined ? undefined : parseObject(text.slice(open, end));
  if (parsed === undefined)
    return unreadable(open, at, 'the JSON attributes cannot be read', 'Write {"name":"value"} or {name=value}.');
  let from = open;
  const attributes = Object.entries(parsed).map(([key, value]) => {
    const written = JSON.stringify(key);
    const offset = keyOffset(text, written, from);
    from = offset ?? from;
    const place = offset === undefined ? at(open) : at(offset, written.length);
    return { key, value: typeof value === 'object' ? '{...}' : String(value), place };
  });
  return { attributes, diagnostics: [], end };
}

/** A key is followed by a colon, which a value that reads the same is not. */
function keyOffset(text: string, written: string, from: number): number | undefined {
  for (let offset = text.indexOf(written, from); offset !== -1; offset = text.indexOf(written, offset + 1)) {
    if (/^\s*:/.test(text.slice(offset + written.length, offset + written.length + 50))) return offset;
  }
  return undefined;
}

/** Behind the brace that closes the object; braces in strings do not count. */
function jsonEnd(text: string, open: number): number | undefined {
  const token = /"(?:[^"\\]|\\.)*"|[{}]/g;
  token.lastIndex = open;
  let depth = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  return undefined;
}

function parseObject(json: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function unreadable(open: number, at: At, message: string, hint: string): AttributeGroup {
  return { attributes: [], diagnostics: [diagnose('info-string-syntax', at(open), message, hint)], end: undefined };
}

function duplicates(attributes: readonly RawAttribute[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return attributes.flatMap(({ key, place }) => {
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `the attribute "${key}" is given twice`;
    return [diagnose('info-string-syntax', place, message, 'Keep one of the two.')];
  });
}
