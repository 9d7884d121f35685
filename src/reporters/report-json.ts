import { foldRun } from '../events/fold-run.ts';
import {
  type ActionState,
  type AnyEvent,
  actionsInFlight,
  type RunState,
  type StepState,
} from '../events/run-state.ts';
import { responderOf } from '../events/run-summary.ts';
import { standingOfUnended } from '../events/unended-step.ts';
import type { ReportOptions } from './report-markdown.ts';
import { shorten } from './report-text.ts';
import { type TimelineEntry, timelineOf } from './report-timeline.ts';

/** The same report as one JSON text: `v` is 1, durations are milliseconds, stamps UTC. */
export function reportJson(events: readonly AnyEvent[], options: ReportOptions = {}): string {
  const state = foldRun(events);
  const report = {
    v: 1,
    warnings: options.warnings ?? [],
    ...headOf(state),
    targets: [...state.targets.values()].map(({ at, target, outcome }) => ({ at, outcome, ...target })),
    steps: [...state.steps.values()].map((step) => stepOf(step, state)),
    actions: [...state.actions.values()].map(actionOf),
    inFlight: actionsInFlight(state).map((action) => action.address),
    criteria: criteriaOf(state),
    followUps: state.started?.followUps ?? [],
    debts: [...state.debts.values()].map(({ at, debt, text }) => ({ at, debt, text })),
    notes: state.notes.map(({ at, level, text }) => ({ at, level, text })),
    timeline: timelineOf(events).map((entry) => entryOf(entry, options)),
    unknown: state.unknown.map(({ raw, why }) => ({ raw, why })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function headOf(state: RunState): object {
  const { started, ended } = state;
  return {
    run: started?.run,
    runbook: started?.runbook,
    drill: started?.drill,
    environment: started?.environment,
    responder: responderOf(state),
    startedAt: started?.at,
    lastAt: state.lastAt === '' ? undefined : state.lastAt,
    pausedAt: state.paused?.at,
    endedAt: ended?.at,
    outcome: ended?.outcome ?? null,
    exitCode: ended?.exitCode ?? null,
    reasons: ended?.reasons ?? [],
    elapsedMs: ended?.elapsedMs ?? state.lastMonoMs,
    budget: started?.budget,
    verdict: ended?.verdict,
  };
}

function stepOf(step: StepState, state: RunState): object {
  const { id, title, budget, status } = step;
  if (step.status === 'running') return { id, title, budget, status, unended: standingOfUnended(id, state) };
  if (step.status !== 'ended') return { id, title, budget, status };
  const { startedAt, outcome, detail, elapsedMs, verdict } = step;
  return { id, title, budget, status, startedAt, outcome, detail, elapsedMs, verdict };
}

function actionOf(action: ActionState): object {
  const { address, step, attempts, status } = action;
  if (action.status !== 'ended') return { address, step, attempts, status };
  const { outcome, exitCode, message, outputs, ended } = action;
  return {
    address,
    step,
    attempts,
    status,
    outcome,
    exitCode,
    message,
    elapsedMs: ended.elapsedMs,
    log: ended.log,
    outputs,
  };
}

function criteriaOf(state: RunState): object[] {
  return (state.started?.criteria ?? []).map(({ id, text }) => {
    const check = state.criteria.get(id);
    return { id, text, verdict: check?.verdict ?? 'open', by: check?.by, user: check?.user, detail: check?.detail };
  });
}

function entryOf(entry: TimelineEntry, { logText }: ReportOptions): object {
  const { at, monoMs, actor, text, command, ended } = entry;
  if (ended === undefined || logText === undefined) return { at, monoMs, actor, text, command: command?.source };
  const output = (ended.log === undefined ? undefined : logText(ended.log.file)) ?? ended.tail.join('\n');
  return { at, monoMs, actor, text, output: shorten(output) };
}
