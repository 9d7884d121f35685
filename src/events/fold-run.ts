import { strictestEffect } from '../runbook/effect.ts';
import type { Target, UnknownEvent } from './event.ts';
import {
  type ActionState,
  type Answer,
  type AnyEvent,
  type EventOf,
  isOfTheDrill,
  type RunState,
  type StepState,
} from './run-state.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A run state that its fold may write to; what reads it sees a RunState. */
interface Draft extends Writable<RunState> {
  resumed: EventOf<'run-resumed'>[];
  handedOff: EventOf<'run-handed-off'>[];
  notes: EventOf<'note'>[];
  unknown: UnknownEvent[];
  steps: Map<string, StepState>;
  actions: Map<string, ActionState>;
  answers: Map<string, Answer>;
  coveredBy: Map<string, Answer>;
  options: Map<string, EventOf<'option-chosen'>>;
  edits: Map<string, EventOf<'action-edited'>>;
  outputs: Map<string, string>;
  criteria: Map<string, EventOf<'check-ended'>>;
  targets: Map<Target['kind'], EventOf<'target-proved'>>;
  budgetsPassed: Map<string, EventOf<'budget-passed'>>;
  debts: Map<string, EventOf<'debt-owed'>>;
}

const drafts = new WeakMap<RunState, Draft>();

/** What all events together say about a run. */
export function foldRun(events: Iterable<AnyEvent>): RunState {
  let state = emptyRun();
  for (const event of events) state = applyEvent(state, event);
  return state;
}

/** The state before the first event. */
export function emptyRun(): RunState {
  const draft: Draft = {
    resumed: [],
    handedOff: [],
    notes: [],
    unknown: [],
    steps: new Map(),
    actions: new Map(),
    answers: new Map(),
    coveredBy: new Map(),
    options: new Map(),
    edits: new Map(),
    outputs: new Map(),
    criteria: new Map(),
    targets: new Map(),
    budgetsPassed: new Map(),
    debts: new Map(),
    lastDecisionSeq: -1,
    lastMonoMs: 0,
    lastAt: '',
  };
  drafts.set(draft, draft);
  return draft;
}

/** The state after one more event. It is the same object, written to, so that a long run costs no more per event. */
export function applyEvent(state: RunState, event: AnyEvent): RunState {
  const draft = drafts.get(state);
  if (draft === undefined) throw new TypeError('applyEvent takes a state made by emptyRun or foldRun');
  if (event.type === 'unknown') {
    draft.unknown.push(event);
    return state;
  }
  draft.lastMonoMs = event.monoMs;
  draft.lastAt = event.at;
  if (isDecision(event)) draft.lastDecisionSeq = event.seq;
  apply(draft, event);
  return state;
}

/** Whether somebody decided about what is to be run; that a target may not be proved, or a journal not kept, is no such thing. */
function isDecision(event: Exclude<AnyEvent, UnknownEvent>): boolean {
  if (event.type === 'question-answered') return event.kind !== 'target' && event.kind !== 'journal';
  return ['option-chosen', 'action-edited', 'undo-started'].includes(event.type);
}

function apply(draft: Draft, event: Exclude<AnyEvent, UnknownEvent>): void {
  switch (event.type) {
    case 'run-started':
      startRun(draft, event);
      break;
    case 'run-resumed':
      resumeRun(draft, event);
      break;
    case 'run-paused':
      draft.paused = event;
      break;
    case 'run-handed-off':
      draft.handedOff.push(event);
      break;
    case 'run-ended':
      draft.ended = event;
      break;
    case 'target-proved':
      draft.targets.set(event.target.kind, event);
      break;
    case 'question-answered':
      answer(draft, event);
      break;
    case 'option-chosen':
      // Whoever keeps to what was chosen has decided nothing anew.
      if (draft.options.get(event.choice)?.option !== event.option) draft.options.set(event.choice, event);
      break;
    case 'action-edited':
      draft.edits.set(event.action, event);
      break;
    case 'step-started':
      startStep(draft, event);
      break;
    case 'step-ended':
      endStep(draft, event);
      break;
    case 'action-intended':
      intendAction(draft, event);
      break;
    case 'action-started':
      startAction(draft, event);
      break;
    case 'action-ended':
      endAction(draft, event);
      break;
    case 'check-ended':
      draft.criteria.set(event.criterion, event);
      break;
    case 'budget-passed':
      draft.budgetsPassed.set(event.of, event);
      break;
    case 'undo-started':
      draft.undo = { started: event };
      break;
    case 'undo-ended':
      if (draft.undo !== undefined) draft.undo = { started: draft.undo.started, ended: event };
      break;
    case 'fault-started':
      draft.fault = { started: event };
      break;
    case 'fault-ended':
      if (draft.fault !== undefined) draft.fault = { started: draft.fault.started, ended: event };
      break;
    case 'restore-started':
      draft.restore = { started: event };
      break;
    case 'restore-ended':
      if (draft.restore !== undefined) draft.restore = { started: draft.restore.started, ended: event };
      break;
    case 'debt-owed':
      draft.debts.set(event.debt, event);
      break;
    case 'debt-settled':
      draft.debts.delete(event.debt);
      break;
    case 'note':
      draft.notes.push(event);
      break;
  }
}

function startRun(draft: Draft, event: EventOf<'run-started'>): void {
  draft.started = event;
  for (const step of event.steps) draft.steps.set(step.id, { ...step, status: 'not-begun' });
}

function resumeRun(draft: Draft, event: EventOf<'run-resumed'>): void {
  draft.resumed.push(event);
  draft.paused = undefined;
  draft.ended = undefined;
  if (draft.started !== undefined && event.changed !== undefined) changeRunbook(draft, draft.started, event.changed);
}

/** From here on the run is one of the changed runbook: what has ended stays, in its new place. */
function changeRunbook(
  draft: Draft,
  started: EventOf<'run-started'>,
  { digest, keptAs: _keptAs, droppedEdits = [], ...contents }: NonNullable<EventOf<'run-resumed'>['changed']>,
): void {
  draft.started = { ...started, budget: undefined, ...contents, runbook: { ...started.runbook, digest } };
  for (const address of droppedEdits) draft.edits.delete(address);
  const before = draft.steps;
  const listed = contents.steps.map((step): [string, StepState] => [
    step.id,
    { ...(before.get(step.id) ?? { status: 'not-begun' }), id: step.id, title: step.title, budget: step.budget },
  ]);
  const unlisted = [...before].filter(
    ([id, { status }]) => status !== 'not-begun' && !contents.steps.some((step) => step.id === id),
  );
  draft.steps = new Map([...listed, ...unlisted]);
}

function answer(draft: Draft, event: Answer): void {
  draft.answers.set(event.question, event);
  for (const address of event.covers ?? []) draft.coveredBy.set(address, event);
}

function startStep(draft: Draft, event: EventOf<'step-started'>): void {
  draft.currentStep = event.step;
  draft.steps.set(event.step, {
    ...factsOf(draft, event.step, event),
    status: 'running',
    startedMonoMs: event.monoMs,
    startedAt: event.at,
  });
}

function endStep(draft: Draft, event: EventOf<'step-ended'>): void {
  const before = draft.steps.get(event.step);
  const isBegun = before !== undefined && before.status !== 'not-begun';
  if (draft.currentStep === event.step) draft.currentStep = undefined;
  draft.steps.set(event.step, {
    ...factsOf(draft, event.step),
    status: 'ended',
    startedMonoMs: isBegun ? before.startedMonoMs : undefined,
    startedAt: isBegun ? before.startedAt : undefined,
    outcome: event.outcome,
    detail: event.detail,
    elapsedMs: event.elapsedMs,
    verdict: event.verdict,
  });
}

/** A step that run-started did not list, such as one of the undo section, is known by what it begins with, else by its id. */
function factsOf(
  draft: Draft,
  id: string,
  said: Pick<EventOf<'step-started'>, 'title' | 'budget'> = {},
): Pick<StepState, 'id' | 'title' | 'budget'> {
  const known = draft.steps.get(id);
  return { id, title: known?.title ?? said.title ?? id, budget: known?.budget ?? said.budget };
}

function intendAction(draft: Draft, event: EventOf<'action-intended'>): void {
  const before = draft.actions.get(event.action);
  draft.actions.set(event.action, {
    address: event.action,
    step: draft.currentStep,
    attempts: event.attempt,
    tries: triesWith(draft, before),
    effect: strictestEffect(event.effect, before?.effect ?? 'read'),
    intended: event,
    status: 'in-flight',
  });
}

function startAction(draft: Draft, event: EventOf<'action-started'>): void {
  const before = draft.actions.get(event.action);
  draft.actions.set(event.action, {
    ...factsOfAction(draft, event.action),
    attempts: before?.attempts ?? 1,
    pid: event.pid,
    status: 'in-flight',
  });
}

function endAction(draft: Draft, event: EventOf<'action-ended'>): void {
  const before = draft.actions.get(event.action);
  draft.actions.set(event.action, {
    ...factsOfAction(draft, event.action),
    attempts: event.attempt,
    // One that was refused before it began was never intended, and is an attempt all the same.
    tries: before?.attempts === event.attempt ? before.tries : triesWith(draft, before),
    pid: before?.pid,
    status: 'ended',
    outcome: event.outcome,
    exitCode: event.exitCode,
    message: event.message,
    tail: event.tail,
    outputs: event.outputs,
    ended: event,
  });
  if (before?.intended !== undefined && before.intended.effect !== 'read' && !isOfTheDrill(event.action, draft))
    draft.lastWrite = event;
  for (const [name, value] of Object.entries(event.outputs)) draft.outputs.set(name, value);
}

/** What stays the same from the intention of an attempt to its end. */
function factsOfAction(draft: Draft, address: string) {
  const before = draft.actions.get(address);
  const { step = draft.currentStep, tries = 1, effect, intended } = before ?? {};
  return { address, step, tries, effect, intended };
}

/** What one more attempt makes of the count: a first one where it had succeeded, or somebody decided something since. */
function triesWith({ lastDecisionSeq }: Draft, before: ActionState | undefined): number {
  if (before === undefined) return 1;
  const isOver = before.status === 'ended' && before.outcome === 'succeeded';
  const seq = before.status === 'ended' ? before.ended.seq : (before.intended?.seq ?? -1);
  return isOver || seq < lastDecisionSeq ? 1 : before.tries + 1;
}
