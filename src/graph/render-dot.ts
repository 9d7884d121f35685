import { formatBudget } from '../runbook/budget.ts';
import type { GraphEdge, GraphNode, StepGraph } from './step-graph.ts';

/** The graph in Graphviz's language, to be drawn with `dot -Tsvg`. */
export function renderDot(graph: StepGraph): string {
  const names = new Map(graph.nodes.map((node, index) => [node.id, `s${index + 1}`]));
  return [
    `digraph ${quote(graph.name)} {`,
    '  node [shape=box];',
    ...graph.nodes.map((node, index) => `  s${index + 1} [label=${quote(label(node, index + 1))}${style(node)}];`),
    ...graph.edges.map((edge) => `  ${names.get(edge.from)} -> ${names.get(edge.to)}${edgeStyle(edge)};`),
    '}\n',
  ].join('\n');
}

function label({ title, budget }: GraphNode, number: number): string {
  return `${number} ${title}${budget ? `, ${formatBudget(budget)}` : ''}`;
}

function style({ turn }: GraphNode): string {
  return turn === 'forward' ? '' : ', style=rounded';
}

function edgeStyle({ kind }: GraphEdge): string {
  return kind === 'needs' ? '' : ' [style=dashed, label="on failure"]';
}

/** Graphviz reads `\\N` and `&lt;` inside of quotes. */
function quote(text: string): string {
  const oneLine = text.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ');
  return `"${oneLine.replace(/[\\"]/g, '\\$&').replaceAll('&', '&amp;')}"`;
}
