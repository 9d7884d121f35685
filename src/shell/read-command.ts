import type { Node } from 'web-tree-sitter';
import { readRedirects, redirectTypes } from './read-redirect.ts';
import { joinWords, positionOf, readWord } from './read-word.ts';
import type { ShellAssignment, ShellWord } from './shell-script.ts';
import type { Surroundings, TreeReading, Visit } from './tree-reading.ts';

/** A simple command, with the redirects of the statement around it. */
export function readCommand(reading: TreeReading, node: Node, surroundings: Surroundings, visit: Visit): void {
  const place = reading.commands.length;
  const pipeline = surroundings.pipeline ?? reading.pipelines++;
  const parts = node.type === 'variable_assignment' ? [node] : node.children;
  const assignments = parts.filter(isAssignment).map(readAssignment);
  const inner = { ...surroundings, pipeline: undefined, isLastOfPipeline: true };
  const { redirects, moreWords, hasInput } = readRedirects(reading, redirectNodes(node), inner, visit);
  const words = [...wordsOf(node), ...moreWords];
  for (const part of parts) visitInner(part, inner, visit);
  for (const assignment of assignments) reading.assigned.add(assignment.name.replace(/\[.*$/s, ''));
  for (const name of namesAssignedBy(words)) reading.assigned.add(name);
  reading.commands.splice(place, 0, {
    words,
    assignments,
    redirects,
    pipeline,
    isLastOfPipeline: surroundings.isLastOfPipeline,
    background: surroundings.background,
    inside: surroundings.inside,
    hasInput: surroundings.hasInput || hasInput,
    position: positionOf(node),
    endOffset: Math.max(node.endIndex, ...words.map((word) => word.position.offset + word.text.length)),
  });
}

function redirectNodes(node: Node): Node[] {
  const own = node.children.filter((child) => redirectTypes.has(child.type));
  const parent = node.parent;
  if (node.type !== 'command' || parent?.type !== 'redirected_statement') return own;
  return [...own, ...parent.children.filter((child) => redirectTypes.has(child.type))];
}

/** Substitutions and variables in the words are read on their own; redirects have been. */
function visitInner(part: Node, inner: Surroundings, visit: Visit): void {
  if (redirectTypes.has(part.type) || !part.isNamed) return;
  if (part.type === 'variable_assignment') for (const child of part.namedChildren) visit(child, inner);
  else visit(part, inner);
}

/** The grammar takes `--timeout=60s` at the beginning of a command for one as well; to bash it is the command. */
function isAssignment(node: Node): boolean {
  if (node.type !== 'variable_assignment') return false;
  return /^[A-Za-z_]\w*(?:\[|$)/.test(node.childForFieldName('name')?.text ?? '');
}

function readAssignment(node: Node): ShellAssignment {
  const value = node.childForFieldName('value');
  return {
    name: node.childForFieldName('name')?.text ?? '',
    value: value === null ? undefined : readWord(value),
    position: positionOf(node),
  };
}

function wordsOf(node: Node): ShellWord[] {
  if (node.type === 'variable_assignment') return isAssignment(node) ? [] : [wordOf(node)];
  if (node.type === 'variable_assignments') return [];
  if (node.type === 'test_command') return [testWord(node), ...operandsOf(node)];
  const nodes = node.children.filter((child) => isWord(node, child));
  const words: ShellWord[] = [];
  for (const child of nodes) {
    const before = words.at(-1);
    const touches = before !== undefined && before.position.offset + before.text.length === child.startIndex;
    if (touches) words[words.length - 1] = joinWords(before, wordOf(child));
    else words.push(wordOf(child));
  }
  return words;
}

/** What the grammar has mistaken for an assignment is read in its parts. */
function wordOf(node: Node): ShellWord {
  return node.type === 'variable_assignment' ? node.children.map(readWord).reduce(joinWords) : readWord(node);
}

/** `[[ … ]]` and `(( … ))` have a grammar of their own; `[ … ]` is a program with arguments. */
function testWord(node: Node): ShellWord {
  const opening = node.firstChild?.type ?? '[';
  return { text: opening, literal: opening, quoted: false, divides: false, position: positionOf(node) };
}

function operandsOf(node: Node): ShellWord[] {
  return node.firstChild?.type === '[' ? node.children.slice(1, -1).flatMap(operands) : [];
}

const connecting: ReadonlySet<string> = new Set([
  'binary_expression',
  'unary_expression',
  'negation_expression',
  'parenthesized_expression',
]);

function operands(node: Node): ShellWord[] {
  return connecting.has(node.type) ? node.children.flatMap(operands) : [readWord(node)];
}

/** In `export A=1` the assignment is no word, in `A=1 make` neither; a lone keyword like `export` is. */
function isWord(command: Node, child: Node): boolean {
  if (isAssignment(child) || child.type === 'subshell' || child.type === 'comment') return false;
  if (redirectTypes.has(child.type)) return false;
  return child.isNamed || command.type !== 'command' || /^[$=]/.test(child.type);
}

/** Variables that a builtin fills: `read -r a b`, `mapfile rows`, `printf -v x`, `export A`. */
function namesAssignedBy(words: readonly ShellWord[]): string[] {
  const [name, ...rest] = words.map((word) => word.literal ?? '');
  const plain = rest.filter((word) => /^[A-Za-z_]\w*$/.test(word));
  switch (name) {
    case 'read':
      return plain.length > 0 ? plain : ['REPLY'];
    case 'mapfile':
    case 'readarray':
      return plain.length > 0 ? plain : ['MAPFILE'];
    case 'getopts':
      return [...plain.slice(-1), 'OPTARG', 'OPTIND'];
    case 'printf':
      return rest[0] === '-v' ? plain.slice(0, 1) : [];
    case 'let':
      return rest.flatMap((word) => /^([A-Za-z_]\w*)(\+\+|--|[-+*/]?=)/.exec(word)?.[1] ?? []);
    case 'declare':
    case 'typeset':
    case 'local':
    case 'readonly':
      return plain;
    default:
      return [];
  }
}
