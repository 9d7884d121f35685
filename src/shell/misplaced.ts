import type { Node } from 'web-tree-sitter';

/** The first node that the grammar lets pass although bash does not, or that the grammar is known to misread. */
export function firstMisplaced(node: Node): Node | undefined {
  if (tests[node.type]?.(node) ?? false) return node;
  for (const child of node.children) {
    const found = firstMisplaced(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

const reserved: ReadonlySet<string> = new Set(
  'if then elif else fi for while until do done case esac select in function { } [[ ]]'.split(' '),
);

const tests: Readonly<Record<string, (node: Node) => boolean>> = {
  command: isKeywordBehindTime,
  command_name: (node) => reserved.has(node.text),
  ';;': (node) => node.parent?.type !== 'case_item',
  subshell: (node) => node.parent?.type === 'command',
  word: (node) => /\n/.test(node.text.replace(/\\\n/g, '')),
  array: (node) => node.namedChildren.some((child) => /^\[(?![^\]]+\]\+?=)/.test(child.text)),
  file_redirect: (node) => hasTargetOnAnotherLine(node) || hasArgumentsWithoutCommand(node),
  function_definition: (node) => /^function\s*\n/.test(node.text),
  compound_statement: (node) => /^\{\S/.test(node.text),
  for_statement: hasListWithoutIn,
  test_command: isDividedTest,
  negated_command: (node) => node.parent?.type === 'pipeline' && node.previousSibling !== null,
};

/** `time fi` */
function isKeywordBehindTime(node: Node): boolean {
  const [name, ...rest] = node.namedChildren;
  return (
    /^(time|coproc)$/.test(name?.text ?? '') &&
    rest.some((word) => /^(\]\]|\}|fi|then|do|done|esac|elif|else|in)$/.test(word.text))
  );
}

/** A redirect takes the words behind it, also those of the next line. */
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

/** `[ a > b ]` writes a file, `[ a || b ]` is two commands, and so is one whose lines the grammar joins. */
function isDividedTest(node: Node): boolean {
  if (node.firstChild?.type !== '[') return false;
  const operators = node.descendantsOfType(['<', '>', '&&', '||', '(', ')', ';', '&', '|']);
  const own = operators.filter((operator) => isInTest(operator.parent, node));
  return own.length > 0 || /\n/.test(node.text);
}

function isInTest(node: Node | null, test: Node): boolean {
  if (node === null || node.id === test.id) return node !== null;
  return node.type.endsWith('_expression') && isInTest(node.parent, test);
}

/** `{ …; } > out more` */
function hasArgumentsWithoutCommand(node: Node): boolean {
  const statement = node.parent;
  const body = statement?.type === 'redirected_statement' ? statement.childForFieldName('body') : null;
  return body !== null && body.type !== 'command' && node.childrenForFieldName('destination').length > 1;
}

/** `for x} a; do` */
function hasListWithoutIn(node: Node): boolean {
  if (node.childrenForFieldName('value').length === 0) return false;
  const keyword = node.children.find((child) => child.type === 'in');
  return keyword === undefined || keyword.endIndex === keyword.nextSibling?.startIndex;
}
