import type { Node } from 'web-tree-sitter';
import { positionOf } from './read-word.ts';
import type { Surroundings, TreeReading } from './tree-reading.ts';

/** `$NAME` and `${NAME…}`; names of the shell's own (`$?`, `$@`) are no variables. */
export function readVariableUse(reading: TreeReading, node: Node, surroundings: Surroundings): void {
  const name = node.descendantsOfType('variable_name')[0]?.text ?? numberedParameter(node.text);
  if (name === undefined) return;
  reading.used.push({
    name,
    hasDefault: saysWhatIfUnset(node.text, name),
    inFunction: surroundings.inside.includes('function'),
    isWholeWord: isWholeWord(node),
    position: positionOf(node),
  });
  if (node.text.startsWith(`\${${name}:=`) || node.text.startsWith(`\${${name}=`)) reading.assigned.add(name);
}

function numberedParameter(text: string): string | undefined {
  return /^\$\{?([0-9]+)/.exec(text)?.[1];
}

function saysWhatIfUnset(text: string, name: string): boolean {
  if (text.startsWith('${!')) return true;
  const rest = text.slice(2 + name.length);
  return text.startsWith('${') && /^(\[[^\]]*\])?:?[-=?+]/.test(rest);
}

function isWholeWord(node: Node): boolean {
  const parent = node.parent;
  if (parent === null) return true;
  if (parent.type === 'string') return parent.namedChildCount === 1 && parent.text.length === node.text.length + 2;
  return parent.type !== 'concatenation';
}
