import type { Effect } from '../runbook/effect.ts';
import type {
  ActionOutcome,
  Envelope,
  EventBodyOf,
  EventType,
  RunEvent,
  StepOutcome,
  Target,
  UnknownEvent,
} from './event.ts';

/** One type of event with its envelope. */
export type EventOf<T extends EventType> = Envelope & EventBodyOf<T>;

export type Range = NonNullable<EventBodyOf<'run-started'>['budget']>;
export type Verdict = NonNullable<EventBodyOf<'run-ended'>['verdict']>;

interface StepFacts {
  readonly id: string;
  readonly title: string;
  readonly budget?: Range | undefined;
}

/** Where a step stands. A step that was never begun can end, as skipped or not reached; it then has no start. */
export type StepState = StepFacts &
  (
    | { readonly status: 'not-begun' }
    | { readonly status: 'running'; readonly startedMonoMs: number; readonly startedAt: string }
    | {
        readonly status: 'ended';
        readonly startedMonoMs?: number | undefined;
        readonly startedAt?: string | undefined;
        readonly outcome: StepOutcome;
        readonly detail?: string | undefined;
        readonly elapsedMs: number;
        readonly verdict?: Verdict | undefined;
      }
  );

interface ActionFacts {
  /** `step.action`. */
  readonly address: string;
  /** The step that was running when it was intended; absent before the first step and between steps. */
  readonly step?: string | undefined;
  /** Number of the last attempt, from 1. */
  readonly attempts: number;
  /** How many of them there were since it last succeeded or somebody decided something: what retry= counts. */
  readonly tries: number;
  /** The strictest effect that any attempt was intended with: an edited command may have another than the one before. */
  readonly effect?: Effect | undefined;
  readonly intended?: EventOf<'action-intended'> | undefined;
  readonly pid?: number | undefined;
}

/** The last attempt of an action. In flight: its effect may have begun and its end is not in the journal. */
export type ActionState = ActionFacts &
  (
    | { readonly status: 'in-flight' }
    | {
        readonly status: 'ended';
        readonly outcome: ActionOutcome;
        readonly exitCode?: number | undefined;
        readonly message?: string | undefined;
        readonly tail: readonly string[];
        readonly outputs: Readonly<Record<string, string>>;
        readonly ended: EventOf<'action-ended'>;
      }
  );

export type Answer = EventOf<'question-answered'>;

/** What is known of a run from its events alone. Maps keep the order in which things first came up. */
export interface RunState {
  readonly started?: EventOf<'run-started'> | undefined;
  readonly resumed: readonly EventOf<'run-resumed'>[];
  /** Present while the run stands paused; gone when it was resumed. */
  readonly paused?: EventOf<'run-paused'> | undefined;
  readonly handedOff: readonly EventOf<'run-handed-off'>[];
  /** Present when the run has ended; gone when it was resumed afterwards. */
  readonly ended?: EventOf<'run-ended'> | undefined;
  readonly steps: ReadonlyMap<string, StepState>;
  readonly currentStep?: string | undefined;
  /** By address. */
  readonly actions: ReadonlyMap<string, ActionState>;
  /** By question; the last answer wins. */
  readonly answers: ReadonlyMap<string, Answer>;
  /** The last answer that covers an action, by the action's address. */
  readonly coveredBy: ReadonlyMap<string, Answer>;
  /** By choice; the last one wins. */
  readonly options: ReadonlyMap<string, EventOf<'option-chosen'>>;
  /** By action; the last one wins. */
  readonly edits: ReadonlyMap<string, EventOf<'action-edited'>>;
  /** Captured values by name; a secret's is `[secret]`. */
  readonly outputs: ReadonlyMap<string, string>;
  /** By criterion; the last verdict wins. */
  readonly criteria: ReadonlyMap<string, EventOf<'check-ended'>>;
  /** The last proof of each kind of target, whatever its outcome. */
  readonly targets: ReadonlyMap<Target['kind'], EventOf<'target-proved'>>;
  readonly notes: readonly EventOf<'note'>[];
  /** What commands of the run have switched off outside of it and nobody has switched on again. */
  readonly debts: ReadonlyMap<string, EventOf<'debt-owed'>>;
  /** The end of the last attempt that was intended to change something. */
  readonly lastWrite?: EventOf<'action-ended'> | undefined;
  /** The last event by which somebody decided something, in journal order; -1 before the first. */
  readonly lastDecisionSeq: number;
  /** By what went over its budget: a step, an action or the run. */
  readonly budgetsPassed: ReadonlyMap<string, EventOf<'budget-passed'>>;
  /** The last undo: under way until `ended` is there. */
  readonly undo?:
    | { readonly started: EventOf<'undo-started'>; readonly ended?: EventOf<'undo-ended'> | undefined }
    | undefined;
  /** What broke the environment of a drill, and whether that was brought back: under way until `ended` is there. */
  readonly fault?:
    | { readonly started: EventOf<'fault-started'>; readonly ended?: EventOf<'fault-ended'> | undefined }
    | undefined;
  readonly restore?:
    | { readonly started: EventOf<'restore-started'>; readonly ended?: EventOf<'restore-ended'> | undefined }
    | undefined;
  readonly unknown: readonly UnknownEvent[];
  /** Time of the last event; 0 and '' before the first. */
  readonly lastMonoMs: number;
  readonly lastAt: string;
}

export type AnyEvent = RunEvent | UnknownEvent;

/** Actions whose end is missing: after a crash, what they did is not known. */
export function actionsInFlight(state: RunState): ActionState[] {
  return [...state.actions.values()].filter((action) => action.status === 'in-flight');
}

/** Actions of which an attempt was intended to change something, whatever became of it. */
export function writesBegun(state: RunState): ActionState[] {
  return [...state.actions.values()].filter(({ address, effect }) => {
    return effect !== undefined && effect !== 'read' && !isOfTheDrill(address, state);
  });
}

/** Whether an action breaks the environment of a drill or brings it back: no part of what the runbook does. */
export function isOfTheDrill(action: string, { fault, restore }: Pick<RunState, 'fault' | 'restore'>): boolean {
  return fault?.started.actions.includes(action) === true || restore?.started.actions.includes(action) === true;
}

/** Whether a person is there now. */
export function isAttended({ started, resumed }: RunState): boolean {
  return resumed.at(-1)?.attended ?? started?.attended ?? false;
}

/** When the last attempt of an action began, in journal order; one that was refused before it began, when it ended. */
export function beganSeq(action: ActionState): number {
  const { intended, attempts } = action;
  if (intended?.attempt === attempts) return intended.seq;
  return action.status === 'ended' ? action.ended.seq : -1;
}

/** Whether a drill has broken its environment, and nobody has seen that it was brought back. */
export function isLeftBroken({ fault, restore }: RunState): boolean {
  return fault !== undefined && restore?.ended?.outcome !== 'succeeded';
}

/** Of what has elapsed since the run began, what its clock shows: breaking the environment is no part of a rollback. Milliseconds. */
export function clockMs({ fault }: RunState, elapsedMs: number): number {
  if (fault === undefined) return elapsedMs;
  return elapsedMs - ((fault.ended?.monoMs ?? elapsedMs) - fault.started.monoMs);
}
