import { percentile } from './percentile.ts';
import type { DrilledStep, DrillRecord } from './record.ts';

/** What some drills say of one step, or of the whole; milliseconds. */
export interface Times {
  readonly count: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly maxMs: number;
  /** Waiting for the person, p50. */
  readonly personMs: number;
  /** How many were over the budget that is promised today; 0 where none is. */
  readonly overCount: number;
}

export interface StepTimes {
  readonly id: string;
  readonly title: string;
  readonly budgetMs: number | undefined;
  /** Undefined where no drill has run it. */
  readonly times: Times | undefined;
  /** When somebody did it by hand: the days of those drills. */
  readonly byHand: readonly string[];
}

export interface DrillStatistics {
  /** Drills that succeeded, oldest first; what failed says nothing of how long a success takes. */
  readonly drills: readonly DrillRecord[];
  readonly failed: number;
  readonly steps: readonly StepTimes[];
  readonly budgetMs: number | undefined;
  readonly whole: Times | undefined;
  /** Real runs that succeeded: never mixed with drills. */
  readonly runs: readonly DrillRecord[];
}

/** What is promised today, from the runbook. */
export interface Promised {
  readonly budgetMs: number | undefined;
  readonly steps: readonly { readonly id: string; readonly title: string; readonly budgetMs: number | undefined }[];
}

/** Fewer drills than this have no p90 but their maximum. */
export const enoughForP90 = 10;

/** What the ninth of ten is called: with few drills it is the longest of them. */
export function rankOf(count: number): string {
  return count < enoughForP90 ? `max of ${count}` : 'p90';
}

export function statisticsOf(records: readonly DrillRecord[], promised: Promised): DrillStatistics {
  const inOrder = records.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  const ofKind = (kind: DrillRecord['kind']) =>
    inOrder.filter((one) => one.kind === kind && one.outcome === 'succeeded');
  const drills = ofKind('drill');
  return {
    drills,
    failed: records.filter((one) => one.kind === 'drill' && one.outcome !== 'succeeded').length,
    steps: promised.steps.map((step) => stepTimes(step, drills)),
    budgetMs: promised.budgetMs,
    whole: timesOf(
      drills.map((one) => ({ elapsedMs: one.elapsedMs, hesitationMs: sum(one.steps) })),
      promised.budgetMs,
    ),
    runs: ofKind('run'),
  };
}

function sum(steps: readonly DrilledStep[]): number {
  return steps.reduce((total, { hesitationMs }) => total + hesitationMs, 0);
}

/** What was not needed, or not done, took no time that says anything. */
const done: ReadonlySet<string> = new Set(['succeeded', 'succeeded-by-checks', 'by-hand', 'accepted']);

/** A step in those drills in which it was done, oldest first. */
export function doneIn(drills: readonly DrillRecord[], id: string) {
  return drills.flatMap((drill) =>
    drill.steps.filter((step) => step.id === id && done.has(step.outcome)).map((step) => ({ ...step, drill })),
  );
}

function stepTimes(step: Promised['steps'][number], drills: readonly DrillRecord[]): StepTimes {
  const of = doneIn(drills, step.id);
  const byHand = of.filter(({ outcome }) => outcome === 'by-hand').map(({ drill }) => drill.startedAt.slice(0, 10));
  return { ...step, times: timesOf(of, step.budgetMs), byHand };
}

function timesOf(
  all: readonly Pick<DrilledStep, 'elapsedMs' | 'hesitationMs'>[],
  budgetMs: number | undefined,
): Times | undefined {
  if (all.length === 0) return undefined;
  const elapsed = all.map(({ elapsedMs }) => elapsedMs);
  const hesitation = all.map(({ hesitationMs }) => hesitationMs);
  return {
    count: all.length,
    p50Ms: percentile(elapsed, 0.5) ?? 0,
    p90Ms: percentile(elapsed, 0.9) ?? 0,
    maxMs: Math.max(...elapsed),
    personMs: percentile(hesitation, 0.5) ?? 0,
    overCount: budgetMs === undefined ? 0 : elapsed.filter((one) => one > budgetMs).length,
  };
}
