import type { Node } from 'web-tree-sitter';
import { evaluatesText } from './evaluated-text.ts';
import { hereDocumentsEndAlike } from './here-document-ends.ts';
import { holdsHiddenSubstitution } from './hidden-substitution.ts';
import { redirectTypes } from './read-redirect.ts';
import type { TreeReading } from './tree-reading.ts';

/** Whether bash may run or write what the reading of its tree does not hold. In doubt it may. */
export function mayRunMore(root: Node, source: string, reading: TreeReading): boolean {
  return (
    mayDivideOtherwise.test(source) ||
    !isReadWhole(root, reading) ||
    !hereDocumentsEndAlike(root, source) ||
    holdsHiddenSubstitution(root, source) ||
    evaluatesText(root)
  );
}

/**
 * Where the tree may see other words than bash: blanks that are none to bash, a backslash that joins two lines in the
 * middle of a word, `{name}<file` which sets a variable.
 */
const mayDivideOtherwise = /[^\S \t\n]|[\0-\x08\x0e-\x1f\x7f]|\S\\\n\S|\}[<>]/;

function isReadWhole(root: Node, { commands, redirects }: TreeReading): boolean {
  const found = new Set(commands.map(({ position }) => position.offset));
  const statements = root.descendantsOfType(['command', 'declaration_command', 'unset_command', 'test_command']);
  return (
    statements.every((node) => found.has(node.startIndex)) &&
    root.descendantsOfType([...redirectTypes]).length === redirects.length
  );
}
