import { formatBudget } from '../runbook/budget.ts';
import type { GraphNode, StepGraph } from './step-graph.ts';

/** A Mermaid flowchart. Titles are data: whatever Mermaid, Markdown or HTML would read in them is written as `#N;`. */
export function renderMermaid(graph: StepGraph): string {
  const names = new Map(graph.nodes.map((node, index) => [node.id, `s${index + 1}`]));
  const nodes = graph.nodes.map((node, index) => `  s${index + 1}${box(node, `${index + 1} ${label(node)}`)}`);
  const edges = graph.edges.map(({ from, to, kind }) => {
    const arrow = kind === 'needs' ? '-->' : '-. on failure .->';
    return `  ${names.get(from)} ${arrow} ${names.get(to)}`;
  });
  return `${['flowchart TD', ...nodes, ...edges].join('\n')}\n`;
}

/** Steps that do not run in their turn have round corners. */
function box({ turn }: GraphNode, text: string): string {
  return turn === 'forward' ? `["${text}"]` : `("${text}")`;
}

function label({ title, budget }: GraphNode): string {
  const text = escapeLabel(title.replace(/\s+/g, ' '));
  return budget ? `${text}, ${formatBudget(budget)}` : text;
}

function escapeLabel(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} ,.:'-]/gu, (character) => `#${character.codePointAt(0)};`);
}
