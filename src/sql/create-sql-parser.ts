import type { SqlParser, SqlStatement } from './sql-script.ts';
import { isNode, listAt, valueAt } from './syntax-node.ts';

/** The part of libpg-query that is needed, once its WebAssembly is loaded. */
export interface SqlGrammar {
  readonly parseSync: (query: string) => unknown;
}

/** Makes a parser of SQL out of PostgreSQL's own grammar. */
export function createSqlParser(grammar: SqlGrammar): SqlParser {
  return (source) => {
    if (isBlank(source)) return { source, statements: [], error: undefined };
    try {
      return { source, statements: statementsOf(source, grammar.parseSync(source)), error: undefined };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const cursor = valueAt('sqlDetails' in error ? error.sqlDetails : undefined, 'cursorPosition');
      const offset = typeof cursor === 'number' && cursor > 0 ? offsetOfCharacter(source, cursor) : 0;
      return { source, statements: readableParts(source, grammar), error: { message: error.message, offset } };
    }
  };
}

/** One wrong statement does not hide what the others do; where a semicolon stands in a text, its parts are wrong as well. */
function readableParts(source: string, grammar: SqlGrammar): readonly SqlStatement[] {
  const parts = [...source.matchAll(/[^;]+;?/g)];
  if (parts.length < 2) return [];
  return parts.flatMap(({ 0: part, index }) => {
    try {
      const statements = isBlank(part) ? [] : statementsOf(part, grammar.parseSync(part));
      return statements.map((one) => ({ ...one, start: one.start + index, end: one.end + index }));
    } catch {
      return [];
    }
  });
}

function isBlank(source: string): boolean {
  return source.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim() === '';
}

function statementsOf(source: string, tree: unknown): readonly SqlStatement[] {
  const offsetOf = byteOffsets(source);
  return listAt(tree, 'stmts').flatMap((raw): readonly SqlStatement[] => {
    const node = valueAt(raw, 'stmt');
    const [kind] = isNode(node) ? Object.keys(node) : [];
    if (kind === undefined) return [];
    const begin = offsetOf(numberAt(raw, 'stmt_location'));
    const length = numberAt(raw, 'stmt_len');
    const whole = source.slice(begin, length === 0 ? undefined : offsetOf(numberAt(raw, 'stmt_location') + length));
    const lead = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(whole)?.[0].length ?? 0;
    const text = whole.slice(lead).trimEnd();
    const start = begin + lead;
    return [{ text, start, end: start + text.length, kind, tree: valueAt(node, kind) }];
  });
}

function numberAt(node: unknown, name: string): number {
  const value = valueAt(node, name);
  return typeof value === 'number' ? value : 0;
}

/** The grammar counts bytes of UTF-8, JavaScript UTF-16 units. Offsets are asked for in no particular order. */
function byteOffsets(source: string): (byte: number) => number {
  if (/^[\0-\x7f]*$/.test(source)) return (byte) => byte;
  const units: number[] = [];
  let unit = 0;
  for (const character of source) {
    for (let count = bytesOf(character); count > 0; count -= 1) units.push(unit);
    unit += character.length;
  }
  return (byte) => units[byte] ?? source.length;
}

function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_00_00 ? 3 : 4;
}

/** Errors are placed by characters. */
function offsetOfCharacter(source: string, character: number): number {
  return [...source].slice(0, character).join('').length;
}
