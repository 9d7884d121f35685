import type { Node } from 'web-tree-sitter';
import type { ShellPosition, ShellWord } from './shell-script.ts';

export function positionOf(node: Node): ShellPosition {
  return { line: node.startPosition.row + 1, column: node.startPosition.column + 1, offset: node.startIndex };
}

export function readWord(node: Node): ShellWord {
  return {
    text: node.text,
    literal: literalOf(node),
    quoted: quotedTypes.has(node.type),
    divides: mayDivide(node),
    position: positionOf(node),
  };
}

function mayDivide(node: Node): boolean {
  if (quotedTypes.has(node.type)) return false;
  if (node.type !== 'concatenation' && node.type !== 'command_name') return literalOf(node) === undefined;
  return (
    hasBraces(withoutQuoted(node.text)) ||
    node.namedChildren.some((child) => !quotedTypes.has(child.type) && literalOf(child) === undefined)
  );
}

function withoutQuoted(text: string): string {
  return text.replace(/'[^']*'|"[^"]*"/g, '');
}

/** Several nodes that bash reads as one word. */
export function joinWords(first: ShellWord, second: ShellWord): ShellWord {
  const literal =
    first.literal === undefined || second.literal === undefined ? undefined : first.literal + second.literal;
  return {
    text: first.text + second.text,
    literal: literal !== undefined && hasBraces(literal) ? undefined : literal,
    quoted: false,
    divides: first.divides || second.divides,
    position: first.position,
  };
}

const quotedTypes: ReadonlySet<string> = new Set(['string', 'raw_string', 'ansi_c_string', 'translated_string']);

/** What the program receives for a node, or undefined when only a running shell knows. */
export function literalOf(node: Node): string | undefined {
  if (!node.isNamed) return plainLiteral(node.text);
  switch (node.type) {
    case 'word':
    case 'number':
    case 'variable_name':
    case 'extglob_pattern':
    case 'regex':
    case 'test_operator':
      return node.namedChildCount > 0 ? undefined : plainLiteral(node.text);
    case 'raw_string':
      return node.text.slice(1, -1);
    case 'string':
      return doubleQuotedLiteral(node);
    case 'concatenation':
      return concatenatedLiteral(node);
    case 'command_name':
      return node.firstChild === null ? undefined : literalOf(node.firstChild);
    default:
      return undefined;
  }
}

function plainLiteral(text: string): string | undefined {
  if (hasBraces(text) || /(^|[^\\])[$`]/.test(text)) return undefined;
  return text.replace(/\\\n/g, '').replace(/\\(.)/g, '$1');
}

/** `{a,b}` and `{1..3}` become several words. */
function hasBraces(text: string): boolean {
  return /\{[^{}\s]*(,|\.\.)[^{}\s]*\}/.test(text);
}

function doubleQuotedLiteral(node: Node): string | undefined {
  if (node.namedChildren.some((child) => child.type !== 'string_content')) return undefined;
  const inner = node.text.slice(1, -1);
  if (/(^|[^\\])[$`](?=[A-Za-z_({@*#?0-9])/.test(inner)) return undefined;
  return inner.replace(/\\\n/g, '').replace(/\\([$`"\\])/g, '$1');
}

function concatenatedLiteral(node: Node): string | undefined {
  const unquoted = withoutQuoted(node.text);
  if (hasBraces(unquoted) || /(^|[^\\])[$`]/.test(unquoted)) return undefined;
  const parts = node.children.map((child) => (child.isNamed ? literalOf(child) : child.text));
  return parts.includes(undefined) ? undefined : parts.join('');
}
