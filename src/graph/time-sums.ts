import type { Step } from '../runbook/step.ts';
import type { GraphNode, TimeSum } from './step-graph.ts';

/** The budgets of these steps added up, as they run one after another. */
export function sumBudgets(steps: readonly Pick<GraphNode, 'id' | 'budget'>[]): TimeSum {
  let lowerMs = 0;
  let upperMs = 0;
  for (const { budget } of steps) {
    lowerMs += budget?.lowerMs ?? 0;
    upperMs += budget?.upperMs ?? 0;
  }
  const withoutBudget = steps.filter((step) => step.budget === undefined).map((step) => step.id);
  return { steps: steps.map((step) => step.id), lowerMs, upperMs, withoutBudget };
}

interface Chain {
  readonly step: number;
  readonly before: Chain | undefined;
  readonly upperMs: number;
  readonly length: number;
}

/** The chain of needs with the largest sum of upper budgets; of equal ones the one with more steps. */
export function longestPath(
  order: readonly number[],
  needs: readonly (readonly number[])[],
  steps: readonly Step[],
): TimeSum {
  const chains = new Map<number, Chain>();
  let longest: Chain | undefined;
  for (const step of order) {
    const before = (needs[step] ?? []).map((need) => chains.get(need)).reduce(longer, undefined);
    const upperMs = (before?.upperMs ?? 0) + (steps[step]?.budget?.upperMs ?? 0);
    const chain: Chain = { step, before, upperMs, length: (before?.length ?? 0) + 1 };
    chains.set(step, chain);
    longest = longer(longest, chain);
  }
  return sumBudgets(stepsOf(longest).flatMap((step) => steps[step] ?? []));
}

function longer(a: Chain | undefined, b: Chain | undefined): Chain | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.upperMs !== b.upperMs) return b.upperMs > a.upperMs ? b : a;
  return b.length > a.length ? b : a;
}

function stepsOf(chain: Chain | undefined): readonly number[] {
  const result: number[] = [];
  for (let link = chain; link; link = link.before) result.push(link.step);
  return result.reverse();
}
