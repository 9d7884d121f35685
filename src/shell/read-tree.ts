import type { Node } from 'web-tree-sitter';
import { readCommand } from './read-command.ts';
import { readRedirected } from './read-redirect.ts';
import { readVariableUse } from './read-variable.ts';
import { literalOf, positionOf, readWord } from './read-word.ts';
import type { ShellConstruct, ShellLoop } from './shell-script.ts';
import { newReading, outermost, type Surroundings, type TreeReading, within } from './tree-reading.ts';

/** Walks a whole tree once. */
export function readTree(root: Node, source: string): TreeReading {
  const reading = newReading(source);
  readNode(reading, root, outermost);
  return reading;
}

const constructs: Readonly<Record<string, ShellConstruct>> = {
  if_statement: 'condition',
  case_statement: 'case',
  compound_statement: 'group',
  subshell: 'subshell',
  command_substitution: 'substitution',
  process_substitution: 'process-substitution',
};

function readNode(reading: TreeReading, node: Node, surroundings: Surroundings): void {
  const visit = (child: Node, childSurroundings: Surroundings): void => readNode(reading, child, childSurroundings);
  switch (node.type) {
    case 'command':
    case 'declaration_command':
    case 'unset_command':
    case 'test_command':
    case 'variable_assignment':
    case 'variable_assignments':
      readCommand(reading, node, surroundings, visit);
      return;
    case 'redirected_statement':
      readRedirected(reading, node, surroundings, visit);
      return;
    case 'pipeline':
      readPipeline(reading, node, surroundings);
      return;
    case 'function_definition':
      readFunction(reading, node, surroundings);
      return;
    case 'for_statement':
    case 'c_style_for_statement':
    case 'while_statement':
      readLoop(reading, node, surroundings);
      return;
    case 'simple_expansion':
    case 'expansion':
      readVariableUse(reading, node, surroundings);
      readChildren(reading, node, surroundings);
      return;
    case 'comment':
      reading.comments.push({ text: node.text, position: positionOf(node) });
      return;
    default: {
      const construct = constructs[node.type];
      readChildren(reading, node, construct === undefined ? surroundings : within(surroundings, construct));
    }
  }
}

/** `&` stands behind the statement that it sends to the background. */
function readChildren(reading: TreeReading, node: Node, surroundings: Surroundings): void {
  for (const child of node.children) {
    if (!child.isNamed) continue;
    const background = surroundings.background || child.nextSibling?.type === '&';
    readNode(reading, child, { ...surroundings, background });
  }
}

function readPipeline(reading: TreeReading, node: Node, surroundings: Surroundings): void {
  const members = node.children.filter((child) => child.isNamed && child.type !== 'comment');
  const continued = surroundings.pipeline !== undefined;
  const pipeline = surroundings.pipeline ?? reading.pipelines++;
  members.forEach((member, index) => {
    readNode(reading, member, {
      ...surroundings,
      pipeline,
      hasInput: surroundings.hasInput || continued || index > 0,
      isLastOfPipeline: surroundings.isLastOfPipeline && index === members.length - 1,
    });
  });
}

function readFunction(reading: TreeReading, node: Node, surroundings: Surroundings): void {
  const name = node.childForFieldName('name');
  if (name !== null) reading.functions.add(literalOf(name) ?? name.text);
  const inside = within({ ...surroundings, hasInput: true }, 'function');
  for (const child of node.children) if (child.isNamed && child.id !== name?.id) readNode(reading, child, inside);
}

function readLoop(reading: TreeReading, node: Node, surroundings: Surroundings): void {
  const variable = node.childForFieldName('variable');
  if (variable !== null) reading.assigned.add(variable.text);
  const conditions = node.childrenForFieldName('condition').filter((child) => child.isNamed);
  reading.loops.push({
    kind: kindOfLoop(node),
    condition: conditions.map((condition) => condition.text).join('; '),
    variable: variable?.text,
    values: node.childrenForFieldName('value').map(readWord),
    canLeave: node.descendantsOfType('command_name').some((name) => /^(break|exit|return)$/.test(name.text)),
    position: positionOf(node),
  });
  readChildren(reading, node, within(surroundings, 'loop'));
}

/** `for ((;;))` is a loop with a condition, here an empty one. */
function kindOfLoop(node: Node): ShellLoop['kind'] {
  if (node.type === 'c_style_for_statement') return 'while';
  if (node.type !== 'while_statement') return 'for';
  return node.firstChild?.type === 'until' ? 'until' : 'while';
}
