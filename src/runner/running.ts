import type { EventBody, RunEvent } from '../events/event.ts';
import { applyEvent } from '../events/fold-run.ts';
import type { RunState } from '../events/run-state.ts';
import type { Interruption } from './interruption.ts';
import type { Clock, DebtBook, EventSink, Executors, SessionShell, Stream } from './ports.ts';
import type { Prompter } from './prompter.ts';
import type { TargetProver } from './prover.ts';
import type { ResumedFacts } from './resumed-facts.ts';
import type { RunPlan } from './run-plan.ts';
import type { Judge } from './take-edits.ts';
import type { TargetsSeen } from './target-watch.ts';
import type { RunValues } from './values.ts';

/** Sees everything that happens, as it happens; output is redacted already. Nothing waits for it. */
export interface Watcher {
  event(event: RunEvent, state: RunState): void;
  output(action: string, stream: Stream, chunk: Uint8Array): void;
}

/** The outside of a run, each part behind a narrow type. */
export interface RunPorts {
  readonly executors: Executors;
  readonly shell: SessionShell;
  readonly prompter: Prompter;
  readonly sink: EventSink;
  readonly clock: Clock;
  readonly prover: TargetProver;
  readonly watcher: Watcher;
  readonly interruption: Interruption;
  /** A value that must never be written or shown from now on. */
  readonly keepSecret: (value: string) => 'redacted' | 'too-short';
  /** Whether the value of a secret stands in a text. */
  readonly hasSecret: (text: string) => boolean;
  /** Of a runbook whose commands a person has edited. */
  readonly judge: Judge;
  readonly debts: DebtBook;
}

export interface RunOptions {
  readonly attended: boolean;
  /** Where actions begin: the folder of the runbook, absolute. */
  readonly folder: string;
  /** The runbook's name as messages show it. */
  readonly sourceName: string;
  readonly user: string;
  readonly resumed?: ResumedFacts | undefined;
  /** Whether what a person types and sees in an interactive program is kept in its log. */
  readonly transcript: 'kept' | 'times-only';
}

/** A run under way: its state is only ever changed by appending an event. */
export interface Running {
  readonly plan: RunPlan;
  readonly values: RunValues;
  readonly ports: RunPorts;
  readonly options: RunOptions;
  readonly state: RunState;
  readonly append: (body: EventBody) => Promise<RunEvent>;
  /** Resolves when all that was appended is on disk: waited for before each effect and at the end. */
  readonly flushed: () => Promise<void>;
  /** Milliseconds since the run began. */
  readonly elapsedMs: () => number;
  /** What was seen in passing, while a person reads. */
  readonly seen: { targets?: TargetsSeen | undefined };
}

export function createRunning(
  plan: RunPlan,
  values: RunValues,
  state: RunState,
  ports: RunPorts,
  options: RunOptions,
): Running {
  let beganMs: number | undefined;
  let lastFlushed: Promise<void> = Promise.resolve();
  const append = async (body: EventBody): Promise<RunEvent> => {
    const { event, flushed } = ports.sink.write(body);
    lastFlushed = flushed;
    // Whoever waits for it hears of it; an event that nobody waits for must not end the program.
    flushed.catch(() => undefined);
    // The journal's clock is the run's: a resumed run goes on where it was.
    beganMs ??= ports.clock.monoMs() - event.monoMs;
    applyEvent(state, event);
    ports.watcher.event(event, state);
    return event;
  };
  return {
    plan,
    values,
    ports,
    options,
    state,
    append,
    seen: {},
    flushed: () => lastFlushed,
    elapsedMs: () => ports.clock.monoMs() - (beganMs ?? ports.clock.monoMs()),
  };
}
