import type { Node } from 'web-tree-sitter';

/** Whether all here-documents surely begin and end for bash where the tree says so, so that what follows is read alike. */
export function hereDocumentsEndAlike(root: Node, source: string): boolean {
  const lines = source.split('\n');
  return root.descendantsOfType('heredoc_redirect').every((node) => endsAlike(node, lines));
}

function endsAlike(node: Node, lines: readonly string[]): boolean {
  const start = node.namedChildren.find((child) => child.type === 'heredoc_start');
  const end = node.namedChildren.find((child) => child.type === 'heredoc_end');
  if (start === undefined || end === undefined) return false;
  const delimiter = /^(?:\\?([\w.-]+)|'([\w.-]+)'|"([\w.-]+)")$/.exec(start.text)?.slice(1).find(Boolean);
  if (delimiter === undefined) return false;
  const { row, column } = start.endPosition;
  const behind = lines[row]?.slice(column) ?? '';
  const body = lines.slice(row + 1, end.startPosition.row);
  const endLine = lines[end.startPosition.row];
  const ends = node.children.some((child) => child.type === '<<-') ? endLine?.replace(/^\t+/, '') : endLine;
  if (ends !== delimiter || /['"`\\$]|<</.test(behind)) return false;
  const isQuoted = start.text !== delimiter;
  return body.every((line) => line.replace(/^\t+/, '') !== delimiter && (isQuoted || !line.endsWith('\\')));
}
