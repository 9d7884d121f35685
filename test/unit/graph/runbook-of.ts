import { placeAt } from '../../../src/diagnostics/place.ts';
import type { Runbook } from '../../../src/runbook/runbook.ts';
import type { Step } from '../../../src/runbook/step.ts';

export interface StepSketch {
  readonly id: string;
  readonly title?: string;
  readonly needs?: readonly string[];
  readonly onFailure?: string;
  /** Lower and upper, in seconds. */
  readonly budget?: readonly [number, number];
}

/** A runbook of these steps, step N at line N * 10, its needs in the line below. */
export function runbookOf(
  steps: readonly StepSketch[],
  more: { readonly budget?: readonly [number, number]; readonly undo?: readonly StepSketch[] } = {},
): Runbook {
  return {
    language: 1,
    title: 'ROLLBACK RUNBOOK: payment-processor',
    name: 'payment-processor',
    metadata: {},
    budget: budgetOf(more.budget, 4),
    inputs: [],
    environments: [],
    owners: [],
    prerequisites: { tools: [], variables: [], asked: [], checks: [] },
    steps: steps.map((step, index) => stepOf(step, (index + 1) * 10)),
    undo: (more.undo ?? []).map((step, index) => stepOf(step, 1_000 + index * 10)),
    criteria: [],
    checks: [],
    followUps: [],
    troubleshooting: [],
    contacts: [],
  };
}

function stepOf({ id, title = id, needs, onFailure, budget }: StepSketch, line: number): Step {
  return {
    id,
    anchor: id,
    title,
    heading: title,
    place: placeAt(line),
    prose: [],
    body: [],
    budget: budgetOf(budget, line),
    needs: needs?.map((step, index) => ({ step, place: placeAt(line + 1, 7 + index * 10, step.length) })),
    onFailure:
      onFailure === undefined ? undefined : { step: onFailure, place: placeAt(line + 1, 50, onFailure.length) },
  };
}

function budgetOf(seconds: readonly [number, number] | undefined, line: number): Step['budget'] {
  return seconds && { lowerMs: seconds[0] * 1_000, upperMs: seconds[1] * 1_000, place: placeAt(line, 19, 11) };
}
