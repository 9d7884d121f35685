import type { StepGraph, TimeSum } from './step-graph.ts';
import { sumBudgets } from './time-sums.ts';

/** What is still to come when this step has ended, as promised; undefined for a step that does not run in its turn. */
export function remainingAfter(graph: StepGraph, stepId: string): TimeSum | undefined {
  const ended = graph.order.indexOf(stepId);
  return ended < 0 ? undefined : sumBudgets(graph.nodes.slice(ended + 1, graph.order.length));
}
