import { contradictionsOf } from './contradictions.ts';
import type { RunOutcome } from './event.ts';
import type { Range, RunState, Verdict } from './run-state.ts';

/** Where a run stands, seen from outside: what its last event says and whether its process is still there. */
export type RunStanding =
  | { readonly state: 'ended'; readonly outcome: RunOutcome; readonly exitCode: number }
  | { readonly state: 'running'; readonly pid: number }
  | { readonly state: 'paused' }
  /** Its process is gone and no end was written. */
  | { readonly state: 'interrupted' }
  /** Begun on another machine, where this one cannot look. */
  | { readonly state: 'elsewhere'; readonly host: string }
  /** Written by a newer version of this program, which alone can read it. */
  | { readonly state: 'newer'; readonly version: number }
  /** Nothing in it can be read. */
  | { readonly state: 'unreadable'; readonly why: string };

/** The first line of a journal, from 1, that is not what was written, and in which way. */
export interface Damage {
  readonly line: number;
  readonly why: string;
}

/** One row of the list of runs. */
export interface RunSummary {
  /** The name of its folder: `20261123-031409-payment-processor`. */
  readonly name: string;
  /** As shown: `1123-0314`, longer where two would look the same. */
  readonly id: string;
  readonly standing: RunStanding;
  /** Absent where the journal is whole. */
  readonly damage?: Damage | undefined;
  /** Where its recorded end does not follow from what came before it. */
  readonly contradictions: readonly string[];
  readonly runbook?: string | undefined;
  readonly drill: boolean;
  readonly environment?: string | undefined;
  readonly responder?: string | undefined;
  /** UTC, RFC 3339. */
  readonly startedAt?: string | undefined;
  readonly lastAt?: string | undefined;
  /** Until the end, else until the last event. */
  readonly elapsedMs: number;
  readonly budget?: Range | undefined;
  readonly verdict?: Verdict | undefined;
}

/** The summary of one run; `standing` comes from whoever can look at processes, `damage` from whoever read the lines. */
export function summarizeRun(state: RunState, is: Pick<RunSummary, 'name' | 'id' | 'standing' | 'damage'>): RunSummary {
  return {
    ...is,
    contradictions: contradictionsOf(state),
    runbook: state.started?.runbook.name,
    drill: state.started?.drill ?? false,
    environment: state.started?.environment,
    responder: responderOf(state),
    startedAt: state.started?.at,
    lastAt: state.lastAt === '' ? undefined : state.lastAt,
    elapsedMs: state.ended?.elapsedMs ?? state.lastMonoMs,
    budget: state.started?.budget,
    verdict: state.ended?.verdict,
  };
}

/** Who has the run now: who started it, took it over or resumed it last. */
export function responderOf(state: RunState): string | undefined {
  const resumed = state.resumed.at(-1);
  const handedOff = state.handedOff.at(-1);
  if (resumed === undefined) return handedOff?.to ?? state.started?.responder.user;
  return handedOff !== undefined && handedOff.seq > resumed.seq ? handedOff.to : resumed.user;
}
