import type { StepGraph } from './step-graph.ts';

/** The graph as JSON, version 1: times in milliseconds, nodes in the order in which they run. */
export function renderGraphJson(graph: StepGraph): string {
  return `${JSON.stringify({ v: 1, ...graph }, undefined, 2)}\n`;
}
