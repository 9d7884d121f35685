import stringWidth from 'fast-string-width';
import { escapeControls } from '../diagnostics/escape-controls.ts';
import { formatBudget } from '../runbook/budget.ts';
import { fitMiddle, padTo } from './fit-middle.ts';
import type { StepGraph, Turn } from './step-graph.ts';

const columns = 80;

const headings: Readonly<Record<Turn, readonly string[]>> = {
  forward: [],
  'on-failure': ['Only after a failure'],
  never: ['Never, as it is written'],
};

/** The steps in the order in which they run, numbered, with their budgets and every need that is not plain order. */
export function renderGraphText(graph: StepGraph): string {
  const numbers = new Map(graph.nodes.map((node, index) => [node.id, index + 1]));
  const turns: readonly Turn[] = ['forward', 'on-failure', 'never'];
  const rows = rowsOf(graph, numbers);
  const sections = turns.flatMap((turn) => {
    const section = rows.filter((row) => row.turn === turn).flatMap((row) => row.lines);
    return section.length > 0 ? [...headings[turn], ...section] : [];
  });
  const lines = [heading(graph), ...sections, ...footer(graph, numbers)];
  return `${lines.map((line) => fitMiddle(line, columns)).join('\n')}\n`;
}

type Numbers = ReadonlyMap<string, number>;

function heading({ name, budget, inAll }: StepGraph): string {
  const count = inAll.steps.length;
  const promised = budget ? `, budget ${formatBudget(budget)}` : '';
  const rest = `: ${count} ${count === 1 ? 'step' : 'steps'}${promised}, steps ${formatBudget(inAll)}`;
  return fitMiddle(plain(name), columns - rest.length) + rest;
}

interface Row {
  readonly turn: Turn;
  readonly lines: readonly string[];
}

function rowsOf(graph: StepGraph, numbers: Numbers): readonly Row[] {
  const { nodes } = graph;
  const budgets = nodes.map(({ budget }) => (budget ? formatBudget(budget) : ''));
  const budgetWidth = budgets.reduce((width, budget) => Math.max(width, budget.length), 0);
  const numberWidth = String(nodes.length).length;
  const titleRoom = columns - numberWidth - budgetWidth - 5;
  const titles = nodes.map(({ title }) => fitMiddle(plain(title), titleRoom));
  const titleWidth = titles.reduce((width, title) => Math.max(width, stringWidth(title)), 0);
  const notes = notesOf(graph, numbers);
  return nodes.map(({ id, turn }, index) => {
    const number = String(index + 1).padStart(numberWidth);
    const title = padTo(titles[index] ?? '', titleWidth);
    const row = ` ${number}  ${title}  ${(budgets[index] ?? '').padStart(budgetWidth)}`.trimEnd();
    const indent = ' '.repeat(numberWidth + 5);
    return { turn, lines: [row, ...(notes.get(id) ?? []).map((note) => fitEnd(indent + note))] };
  });
}

/** By step: lines such as `needs 1, 2` and `if it fails: 6`. That a step follows the one above it is not said. */
function notesOf({ nodes, edges, order }: StepGraph, numbers: Numbers): ReadonlyMap<string, readonly string[]> {
  const edgesTo = Map.groupBy(edges, (edge) => edge.to);
  const targets = new Map(edges.filter((edge) => edge.kind === 'on-failure').map((edge) => [edge.from, edge.to]));
  const notes = nodes.map(({ id }, index) => {
    const needed = (edgesTo.get(id) ?? []).filter((edge) => edge.kind === 'needs').map((edge) => edge.from);
    const expected = order.slice(Math.max(0, index - 1), index);
    const isPlain = index < order.length ? isSame(needed, expected) : needed.length === 0;
    const target = targets.get(id);
    const onFailure = target === undefined ? [] : [`if it fails: ${list([target], numbers)}`];
    return [id, [...(isPlain ? [] : [`needs ${list(needed, numbers)}`]), ...onFailure]] as const;
  });
  return new Map(notes);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

function footer({ longestPath, inAll, order }: StepGraph, numbers: Numbers): readonly string[] {
  const { withoutBudget } = inAll;
  const isChain = longestPath.steps.length === order.length;
  return [
    ...(isChain ? [] : [fitEnd(`Longest path ${formatBudget(longestPath)}: ${list(longestPath.steps, numbers)}`)]),
    ...(withoutBudget.length === 0 ? [] : [fitEnd(`Without a budget: ${list(withoutBudget, numbers)}`)]),
  ];
}

function list(ids: readonly string[], numbers: Numbers): string {
  if (ids.length === 0) return 'nothing';
  return ids.map((id) => numbers.get(id) ?? id).join(', ');
}

function fitEnd(line: string): string {
  if (line.length <= columns) return line;
  const kept = line.slice(0, line.lastIndexOf(',', columns - 4) + 1);
  return `${kept} ...`;
}

function plain(title: string): string {
  return escapeControls(title.replace(/\s+/g, ' ').trim());
}
