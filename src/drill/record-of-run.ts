import { type AnyEvent, type EventOf, isOfTheDrill, type RunState, type StepState } from '../events/run-state.ts';
import type { ToldTimes } from '../events/told-time.ts';
import type { DrilledStep, DrillFacts } from './record.ts';

/** What no event of a run knows. */
export interface DrillSurroundings {
  readonly kind: DrillFacts['kind'];
  readonly run: string;
  readonly execution: string;
  /** sha256, hex, of the file that it was executed from. */
  readonly text: string;
  readonly everyMs: number | undefined;
  /** What somebody knew when the run was written down; what was said at its beginning is in its events. */
  readonly times: ToldTimes;
  readonly tool: string;
  readonly isAuthor: boolean | undefined;
}

/** What one run was, from its events alone. Undefined while it has not ended, or where its first event is missing. */
export function recordOfRun(
  events: readonly AnyEvent[],
  state: RunState,
  { kind, run, execution, text, everyMs, times, tool, isAuthor }: DrillSurroundings,
): DrillFacts | undefined {
  const { started, ended } = state;
  if (started === undefined || ended === undefined) return undefined;
  const spent = timeSpent(events);
  return {
    v: 1,
    kind,
    run,
    runbook: {
      path: started.runbook.path,
      name: started.runbook.name,
      execution,
      text,
      everyMs,
    },
    tool,
    environment: started.environment,
    targets: targetsOf(state),
    by: { user: started.responder.user, attended: started.attended, isAuthor },
    startedAt: started.at,
    endedAt: ended.at,
    outcome: ended.outcome,
    elapsedMs: Math.round(ended.elapsedMs - spent.pausedMs),
    budgetMs: started.budget?.upperMs,
    steps: [...state.steps.values()].flatMap((step) => drilledStep(step, spent.bySteps.get(step.id))),
    times: { ...started.times, ...times, ...timesOf(events, state) },
    criteria: [...state.criteria.values()].map(({ criterion, verdict }) => ({ id: criterion, verdict })),
    ...chosenIn(state),
    deviations: deviationsOf(state),
    ...faultOf(state),
    notes: state.notes.filter(({ of }) => of !== 'start').map(({ text }) => text),
  };
}

interface Spent {
  commandsMs: number;
  hesitationMs: number;
  /** Of the run's time, in which nobody was at it. */
  pausedMs: number;
  attempts: number;
}

interface TimeSpent {
  readonly bySteps: ReadonlyMap<string, Spent>;
  readonly pausedMs: number;
}

/** By step: what its commands took, how long it waited for somebody, and how long the run stood. */
function timeSpent(events: readonly AnyEvent[]): TimeSpent {
  const bySteps = new Map<string, Spent>();
  let current: Spent | undefined;
  let startedMs: number | undefined;
  let lastMs = 0;
  let pausedMs = 0;
  for (const event of events) {
    switch (event.type) {
      case 'step-started':
        current = bySteps.get(event.step) ?? { commandsMs: 0, hesitationMs: 0, pausedMs: 0, attempts: 0 };
        bySteps.set(event.step, current);
        break;
      case 'step-ended':
        current = undefined;
        break;
      case 'question-answered':
        if (current !== undefined && isWaiting(event)) current.hesitationMs += event.waitedMs ?? 0;
        break;
      case 'option-chosen':
        if (current !== undefined && event.by === 'responder') current.hesitationMs += event.waitedMs ?? 0;
        break;
      case 'run-resumed':
        if (current !== undefined) current.pausedMs += event.monoMs - lastMs;
        pausedMs += event.monoMs - lastMs;
        break;
      case 'action-started':
        startedMs = event.monoMs;
        break;
      case 'action-ended':
        // From when it began: proving the target and writing the journal is no part of the command.
        if (current !== undefined) {
          current.commandsMs += startedMs === undefined ? event.elapsedMs : event.monoMs - startedMs;
          current.attempts = Math.max(current.attempts, event.attempt);
        }
        startedMs = undefined;
        break;
      default:
    }
    if (event.type !== 'unknown') lastMs = event.monoMs;
  }
  return { bySteps, pausedMs };
}

/** What a flag answers keeps nobody waiting, and who does something by hand is at work. */
function isWaiting({ by, kind }: EventOf<'question-answered'>): boolean {
  return by === 'responder' && kind !== 'by-hand';
}

function drilledStep(step: StepState, spent: Spent | undefined): readonly DrilledStep[] {
  if (step.status !== 'ended') return [];
  const { id, title, budget, elapsedMs, outcome } = step;
  const { commandsMs = 0, hesitationMs = 0, pausedMs = 0, attempts = 0 } = spent ?? {};
  const times = {
    elapsedMs: Math.round(elapsedMs - pausedMs),
    commandsMs: Math.round(commandsMs),
    hesitationMs: Math.round(hesitationMs),
  };
  return [{ id, title, budgetMs: budget?.upperMs, ...times, attempts, outcome }];
}

function targetsOf({ targets }: RunState): readonly string[] & string[] {
  return [...targets.values()].map(({ target }) =>
    target.kind === 'kubernetes' ? `${target.server} ${target.namespace}` : `${target.name} at ${target.host}`,
  );
}

function timesOf(events: readonly AnyEvent[], state: RunState): DrillFacts['times'] {
  const { criteria, fault } = state;
  const first = events.find(
    (event) => event.type === 'action-intended' && event.effect !== 'read' && !isOfTheDrill(event.action, state),
  );
  const isVerified = criteria.size > 0 && [...criteria.values()].every(({ verdict }) => verdict === 'met');
  const last = events.findLast((event) => event.type === 'check-ended');
  return {
    ...(fault === undefined ? {} : { faultStart: fault.started.at }),
    ...(first?.type === 'action-intended' ? { firstAction: first.at } : {}),
    ...(isVerified && last?.type === 'check-ended' ? { verified: last.at } : {}),
  };
}

function chosenIn({ options }: RunState): Pick<DrillFacts, 'chosen'> {
  if (options.size === 0) return {};
  return { chosen: Object.fromEntries([...options.values()].map(({ choice, option }) => [choice, option])) };
}

function faultOf({ fault, restore }: RunState): Pick<DrillFacts, 'fault' | 'restore'> {
  if (fault === undefined) return {};
  return { fault: fault.started.actions, restore: restore?.ended?.outcome ?? 'failed' };
}

/** What was done otherwise than the runbook says it. */
function deviationsOf({ steps, edits }: RunState): DrillFacts['deviations'] {
  const edited = [...edits.keys()].map((of) => ({ kind: 'edited', of }) as const);
  const ended = [...steps.values()].flatMap((step) => {
    if (step.status !== 'ended') return [];
    const { outcome, detail, id } = step;
    if (outcome !== 'skipped' && outcome !== 'by-hand' && outcome !== 'accepted') return [];
    return [{ kind: outcome, of: id, ...(detail === undefined ? {} : { why: detail }) } as const];
  });
  return [...edited, ...ended];
}
