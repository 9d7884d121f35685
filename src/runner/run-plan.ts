import type { StepGraph } from '../graph/step-graph.ts';
import type { Action } from '../runbook/action.ts';
import type { Disposition, Dispositions, Shown } from '../runbook/disposition.ts';
import type { Environment } from '../runbook/environment.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { Step } from '../runbook/step.ts';

/** What drills of this runbook took. */
export interface Practice {
  readonly drills: number;
  /** p90, or the maximum where there are too few for one; milliseconds. */
  readonly wholeMs: number;
  readonly isP90: boolean;
  /** Milliseconds since 1970. */
  readonly lastMs: number;
  /** The same by step. */
  readonly steps: ReadonlyMap<string, number>;
  /** By `CHOICE KEY`: in how many of them an option was taken, and what its step took then. */
  readonly options: ReadonlyMap<string, { readonly count: number; readonly p90Ms: number }>;
}

/** Everything that is known before a run: what the file means, in which order, and what may be done with each action. */
export interface RunPlan {
  readonly runbook: Runbook;
  readonly graph: StepGraph;
  readonly dispositions: Dispositions;
  readonly environment: Environment | undefined;
  /** By address of an action: what a person should see before they press its key. Filled in while they read. */
  readonly looks?: ReadonlyMap<string, string> | undefined;
  /** Practice, which every screen says. */
  readonly drill?: 'plain' | 'with-fault' | undefined;
  /** Absent where it was never practised. */
  readonly practice?: Practice | undefined;
  /** As the file has it, where commands were edited for this run. */
  readonly asWritten?: Pick<RunPlan, 'runbook' | 'dispositions'> | undefined;
}

export function stepOf(plan: RunPlan, id: string): Step | undefined {
  return plan.runbook.steps.find((step) => step.id === id);
}

/** `3/5` of a step that is in the order; nothing of one that only a failure or an undo leads to. */
export function stepNumber({ graph: { order } }: RunPlan, id: string | undefined): string {
  const index = id === undefined ? -1 : order.indexOf(id);
  return index === -1 ? '' : `${index + 1}/${order.length}`;
}

/** What may be done with an action in this environment; what nobody classified is shown, not run. */
export function dispositionOf(plan: RunPlan, address: string): Disposition {
  return plan.dispositions.get(address) ?? { may: 'be-shown', row: 0, reasons: ['it was not classified'] };
}

/** `env=` of another environment than the chosen one. */
export function isElsewhere({ onlyIn }: Action, { environment }: RunPlan): boolean {
  return onlyIn !== undefined && onlyIn !== environment?.name;
}

/** Commands that are only shown (rows 3 and 7) are left to a person: a step must not succeed because nobody ran them. */
export function isLeftToPerson({ row }: Shown): boolean {
  return row === 3 || row === 7;
}

/** The name to type before something that cannot be undone: of the database, the environment or the runbook. */
export function targetNameOf(plan: RunPlan): string {
  return plan.environment?.name ?? plan.runbook.name;
}
