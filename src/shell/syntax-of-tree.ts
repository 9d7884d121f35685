import type { Node } from 'web-tree-sitter';
import type { SecondOpinion, ShellSyntax } from './shell-script.ts';

/**
 * Row 12 hangs on this. The grammar alone is wrong both ways: it takes `fi`, `;;` and `date (now)` anywhere, and it
 * rejects or misreads a few things that bash takes (two here-documents in a line, `for x do`). So the tree is searched
 * for what bash would not take as well as for errors, and on any find a real shell is asked, if there is one; without
 * one the script counts as invalid.
 */
export function syntaxOfTree(root: Node, source: string, secondOpinion: SecondOpinion): ShellSyntax {
  const fault = firstMisplaced(root) ?? (root.hasError ? (firstError(root) ?? root) : undefined);
  if (fault === undefined) return { state: 'valid' };
  if (secondOpinion(source) === true) return { state: 'not-understood', line: fault.startPosition.row + 1 };
  return {
    state: 'invalid',
    line: fault.startPosition.row + 1,
    column: fault.startPosition.column + 1,
    message: fault.isMissing ? `${fault.type} is missing` : `unexpected ${quoted(fault)}`,
  };
}

function quoted(node: Node): string {
  const line = node.text.split('\n', 1)[0] ?? '';
  return `"${line.length > 40 ? `${line.slice(0, 39)}…` : line}"`;
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

const reserved: ReadonlySet<string> = new Set(
  'if then elif else fi for while until do done case esac select in function { } [[ ]]'.split(' '),
);

/** What the grammar lets pass and bash does not. */
function firstMisplaced(node: Node): Node | undefined {
  if (isMisplaced(node)) return node;
  for (const child of node.children) {
    const found = firstMisplaced(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isMisplaced(node: Node): boolean {
  switch (node.type) {
    case 'command_name':
      return isReservedAsCommand(node);
    case ';;':
      return node.parent?.type !== 'case_item';
    case 'subshell':
      return node.parent?.type === 'command';
    case 'file_redirect':
      return hasTargetOnAnotherLine(node);
    default:
      return false;
  }
}

/** `in` and `[[` are names like others where no reserved word is expected; closing ones never are. */
function isReservedAsCommand(node: Node): boolean {
  return reserved.has(node.text) && node.text !== 'in' && node.text !== '[[' && node.text !== ']]';
}

function hasTargetOnAnotherLine(node: Node): boolean {
  const operator = node.children.find((child) => /^&?[<>]/.test(child.type));
  const targets = node.childrenForFieldName('destination');
  return targets.some((target, index) => {
    const before = index === 0 ? operator : targets[index - 1];
    if (before === undefined) return false;
    const between = node.text.slice(before.endIndex - node.startIndex, target.startIndex - node.startIndex);
    return /\n/.test(between.replace(/\\\n/g, ''));
  });
}
