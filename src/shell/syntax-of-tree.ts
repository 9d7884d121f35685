import type { Node } from 'web-tree-sitter';
import { firstMisplaced } from './misplaced.ts';
import type { SecondOpinion, ShellSyntax } from './shell-script.ts';

/** When a real shell is asked: only where the grammar stumbles, or for every script (5 to 30 ms each). */
export type Asking = 'never' | 'in-doubt' | 'always';

/** A real shell to ask, and when. */
export interface Arbiter {
  readonly asks: Asking;
  readonly opinion: SecondOpinion;
}

/**
 * Row 12 hangs on this. The grammar alone is wrong both ways: it takes `fi`, `;;` and `date (now)` anywhere, and it
 * rejects or misreads a few things that bash takes (two here-documents in a line, `for x do`). So the tree is searched
 * for what bash would not take as well as for errors, and on any find a real shell is asked, if there is one; without
 * one the script counts as invalid.
 */
export function syntaxOfTree(root: Node, source: string, { asks, opinion }: Arbiter): ShellSyntax {
  if (source.includes('\0')) return { state: 'invalid', line: lineOfNul(source), column: 1, message: 'it holds a NUL' };
  const fault = firstMisplaced(root) ?? (root.hasError ? (firstError(root) ?? root) : undefined);
  if (fault === undefined) {
    const rejected = asks === 'always' && opinion(source) === false;
    return rejected ? { state: 'invalid', line: 1, column: 1, message: 'it is no valid script' } : { state: 'valid' };
  }
  if (asks !== 'never' && opinion(source) === true)
    return { state: 'not-understood', line: fault.startPosition.row + 1 };
  return {
    state: 'invalid',
    line: fault.startPosition.row + 1,
    column: fault.startPosition.column + 1,
    message: fault.isMissing ? `${fault.type} is missing` : `unexpected ${quoted(fault)}`,
  };
}

function lineOfNul(source: string): number {
  return source.slice(0, source.indexOf('\0')).split('\n').length;
}

function quoted(node: Node): string {
  const line = node.text.split('\n', 1)[0] ?? '';
  return `"${line.length > 40 ? `${line.slice(0, 37)}...` : line}"`;
}

function firstError(node: Node): Node | undefined {
  if (node.isError || node.isMissing) return node;
  if (!node.hasError) return undefined;
  for (const child of node.children) {
    const found = firstError(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
