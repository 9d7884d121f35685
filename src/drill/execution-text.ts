import type { Runbook } from '../runbook/runbook.ts';

/** What a reader reads and nothing executes; budgets are promises, and adopting one must not stale a drill. */
const told: ReadonlySet<string> = new Set(
  'place title heading anchor prose budget budgetMs overBudget prompt named'.split(' '),
);

/**
 * What a runbook does, as one text: two runbooks with the same one are executed alike. Its digest says whether what was
 * drilled is what would be run.
 */
export function executionText({
  inputs,
  environments,
  prerequisites,
  steps,
  undo,
  criteria,
  checks,
}: Pick<Runbook, 'inputs' | 'environments' | 'prerequisites' | 'steps' | 'undo' | 'criteria' | 'checks'>): string {
  return JSON.stringify(executed({ inputs, environments, prerequisites, steps, undo, criteria, checks }));
}

/** With sorted keys, so that the order in which a parser fills them in does not count. */
function executed(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => !isShown(one)).map(executed);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, one]) => one !== undefined && !told.has(key));
  return Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, executed(one)]));
}

function isShown(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'node' in value && value.node === 'shown';
}
