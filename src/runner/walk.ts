import type { RunState } from '../events/run-state.ts';
import type { Step } from '../runbook/step.ts';
import type { Command } from './command.ts';
import type { RunPlan } from './run-plan.ts';
import type { RunValues } from './values.ts';

/** Where in a run a piece of a body is looked at. */
export interface WalkContext {
  /** Absent for a check of a criterion. */
  readonly step: Step | undefined;
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly values: RunValues;
}

/** How a piece that is through was gone through, from nothing to a person's decision. */
export const ways = ['nothing', 'succeeded', 'by-checks', 'by-hand', 'accepted', 'skipped', 'cannot-tell'] as const;
export type Way = (typeof ways)[number];

/** What looking at a piece gives: a command, or that it is through, or that its step has failed. */
export type Walk =
  | { readonly next: 'command'; readonly command: Command }
  | { readonly next: 'passed'; readonly how: Way; readonly detail: string | undefined }
  | { readonly next: 'failed'; readonly detail: string };

export function passed(how: Way, detail?: string): Walk {
  return { next: 'passed', how, detail };
}

/** Of two ways the one that a person must know about wins. */
export function weightier(a: Walk & { next: 'passed' }, b: Walk & { next: 'passed' }): Walk & { next: 'passed' } {
  const more = ways.indexOf(b.how) - ways.indexOf(a.how);
  return more > 0 || (more === 0 && a.detail === undefined) ? b : a;
}
