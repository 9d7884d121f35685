import type { Budget } from '../runbook/budget.ts';
import type { Step } from '../runbook/step.ts';

/** When a step runs: in its turn, only after the failure of another step, or never. */
export type Turn = 'forward' | 'on-failure' | 'never';

export interface GraphNode {
  readonly id: string;
  readonly title: string;
  readonly turn: Turn;
  readonly budget?: Budget | undefined;
  readonly place: Step['place'];
}

/** `needs`: `from` must have ended before `to` begins. `on-failure`: `to` is where to go when `from` fails. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'needs' | 'on-failure';
}

/** Budgets of some steps, in milliseconds, added up; `withoutBudget` are the ids that promise nothing. */
export interface TimeSum {
  readonly steps: readonly string[];
  readonly lowerMs: number;
  readonly upperMs: number;
  readonly withoutBudget: readonly string[];
}

/** The order of a runbook's steps. `nodes` are sorted: those that run in their turn, then on-failure, then never. */
export interface StepGraph {
  readonly name: string;
  readonly budget?: Budget | undefined;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Ids of the steps that run in their turn. */
  readonly order: readonly string[];
  /** Ids of the steps that only the failure of another step leads to. */
  readonly onFailureOnly: readonly string[];
  /** Ids of the steps that nothing leads to, or that are in or behind a circle. */
  readonly unreachable: readonly string[];
  /** Every step of `order`: they run one after another. */
  readonly inAll: TimeSum;
  /** The chain of needs with the largest sum: no shorter, however many people work at once. */
  readonly longestPath: TimeSum;
}
