import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { checkBudgetSum } from './check-budget-sum.ts';
import { diagnoseCircle } from './diagnose-circle.ts';
import { diagnoseUnreachable } from './diagnose-unreachable.ts';
import { findCircles } from './find-circles.ts';
import { type Links, linkSteps } from './link-steps.ts';
import type { GraphEdge, GraphNode, StepGraph, Turn } from './step-graph.ts';
import { longestPath, sumBudgets } from './time-sums.ts';
import { type Turns, turnsOf } from './turns-of.ts';

/** The order of a runbook's steps, and what is wrong with it: unknown steps, circles, steps that never run, budgets. */
export function buildGraph(runbook: Runbook): { graph: StepGraph; diagnostics: Diagnostic[] } {
  const links = linkSteps(runbook);
  const circles = findCircles(links.needs);
  const turns = turnsOf(links, circles);
  const graph = toGraph(runbook, links, turns);
  const diagnostics = [
    ...links.diagnostics,
    ...circles.map((circle) => diagnoseCircle(circle.path, links.steps)),
    ...diagnoseUnreachable(links, turns),
    ...checkBudgetSum(runbook.budget, graph.inAll),
  ];
  return { graph, diagnostics };
}

function toGraph(runbook: Runbook, links: Links, turns: Turns): StepGraph {
  const idsOf = (indexes: readonly number[]) => indexes.flatMap((index) => links.steps[index]?.id ?? []);
  return {
    name: runbook.name,
    budget: runbook.budget,
    nodes: [
      ...nodesOf('forward', turns.forward, links),
      ...nodesOf('on-failure', turns.onFailure, links),
      ...nodesOf('never', turns.never, links),
    ],
    edges: edgesOf(links),
    order: idsOf(turns.forward),
    onFailureOnly: idsOf(turns.onFailure),
    unreachable: idsOf(turns.never),
    inAll: sumBudgets(turns.forward.flatMap((index) => links.steps[index] ?? [])),
    longestPath: longestPath(turns.forward, links.needs, links.steps),
  };
}

function nodesOf(turn: Turn, indexes: readonly number[], links: Links): readonly GraphNode[] {
  return indexes.flatMap((index) => {
    const step = links.steps[index];
    return step ? [{ id: step.id, title: step.title, turn, budget: step.budget, place: step.place }] : [];
  });
}

function edgesOf(links: Links): readonly GraphEdge[] {
  const { steps, needs, onFailure } = links;
  return steps.flatMap((step, index): readonly GraphEdge[] => {
    const needed = (needs[index] ?? []).flatMap((need) => steps[need] ?? []);
    const target = steps[onFailure[index] ?? -1];
    return [
      ...needed.map(({ id }) => ({ from: id, to: step.id, kind: 'needs' as const })),
      ...(target ? [{ from: step.id, to: target.id, kind: 'on-failure' as const }] : []),
    ];
  });
}
