import type { Node } from 'web-tree-sitter';

/**
 * Whether bash may substitute something that the tree does not show: every place of the source that looks like the
 * beginning of a substitution must be one in the tree, or stand where bash surely reads it as plain text.
 */
export function holdsHiddenSubstitution(root: Node, source: string): boolean {
  return Array.from(source.matchAll(looksLikeSubstitution)).some(({ 0: text, index }) => {
    const around = nodesAround(root.descendantForIndex(index, index + 1));
    return !around.some((node) => isSubstitutionAt(node, index)) && !isPlainText(source, { text, index, around });
  });
}

const looksLikeSubstitution = /`|\$[({[]|[<>]\(/g;

function nodesAround(innermost: Node | null): readonly Node[] {
  return innermost === null ? [] : [innermost, ...nodesAround(innermost.parent)];
}

const substitutions: ReadonlySet<string> = new Set([
  'command_substitution',
  'process_substitution',
  'expansion',
  'arithmetic_expansion',
]);

/** Inside backticks a backslash is taken off before the text is read, so that what the tree shows may be wrong. */
function isSubstitutionAt(node: Node, index: number): boolean {
  if (!substitutions.has(node.type)) return false;
  if (isBackticked(node) && node.text.includes('\\')) return false;
  return startOf(node) === index || (isBackticked(node) && node.endIndex - 1 === index);
}

/** Between two substitutions of a string the tree counts blanks to the second. */
function startOf(node: Node): number {
  return node.endIndex - node.text.trimStart().length;
}

function isBackticked(node: Node | undefined): boolean {
  return node?.text.trimStart().startsWith('`') ?? false;
}

interface Place {
  readonly text: string;
  readonly index: number;
  readonly around: readonly Node[];
}

/** Where quotes and backslashes do not protect: bash reads these as if in double quotes, or a second time. */
const readsAgain: ReadonlySet<string> = new Set([
  'expansion',
  'arithmetic_expansion',
  'subscript',
  'c_style_for_statement',
]);

function isPlainText(source: string, { text, index, around }: Place): boolean {
  const end = around.findIndex(({ type }) => type === 'command_substitution' || type === 'process_substitution');
  if (isBackticked(around[end]) && source[index - 1] === '\\') return false;
  const own = end < 0 ? around : around.slice(0, end);
  if (own.some((node) => readsAgain.has(node.type) || node.text.startsWith('(('))) return false;
  const types = new Set(own.map((node) => node.type));
  const hereDocument = own.find((node) => node.type === 'heredoc_body');
  if (hereDocument !== undefined) return isQuotedBody(hereDocument) || isEscaped(source, index);
  if (types.has('string')) return isEscaped(source, index) || /^[<>]/.test(text);
  if (types.has('raw_string') || types.has('ansi_c_string')) return true;
  if (types.has('comment')) return own.some((node) => node.type === 'comment' && beginsComment(source, node));
  return isEscaped(source, index);
}

function isQuotedBody(body: Node): boolean {
  const start = body.parent?.namedChildren.find((child) => child.type === 'heredoc_start');
  return start !== undefined && /['"\\]/.test(start.text);
}

function isEscaped(source: string, index: number): boolean {
  const backslashes = /\\*$/.exec(source.slice(0, index))?.[0].length ?? 0;
  return backslashes % 2 === 1;
}

function beginsComment(source: string, comment: Node): boolean {
  return /^[\s;&|()]?$/.test(source[comment.startIndex - 1] ?? '');
}
