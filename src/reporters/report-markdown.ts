import { foldRun } from '../events/fold-run.ts';
import { criterionText, outcomeText, timeText } from '../events/outcome-text.ts';
import { type AnyEvent, actionsInFlight, type RunState, type StepState } from '../events/run-state.ts';
import { responderOf } from '../events/run-summary.ts';
import { standingOfUnended } from '../events/unended-step.ts';
import { formatBudget } from '../runbook/budget.ts';
import { formatClock } from '../runbook/duration.ts';
import { asFence, asProse, shorten } from './report-text.ts';
import { because, type TimelineEntry, targetName, timelineOf } from './report-timeline.ts';

export interface ReportOptions {
  /** The text of a log by its file name, redacted and escaped; undefined where it is gone. Absent: no outputs. */
  readonly logText?: ((file: string) => string | undefined) | undefined;
  /** What is wrong with the journal or the logs, such as a damaged line: stands before the outcome. */
  readonly warnings?: readonly string[] | undefined;
  /** The address of the runbook on the site, or of a step of it; absent: there is none. */
  readonly pageOf?: ((step: string | undefined) => string) | undefined;
}

/** The incident timeline of a run as Markdown, times in UTC, to paste into a post-mortem. */
export function reportMarkdown(events: readonly AnyEvent[], options: ReportOptions = {}): string {
  const state = foldRun(events);
  const sections = [
    (options.warnings ?? []).map((warning) => `- **LOOK** ${asProse(warning)}`),
    headOf(state, options),
    stepsOf(state, options),
    criteriaOf(state),
    section('Timeline (UTC)', timelineLines(timelineOf(events), options)),
    section('Owed', debtLines(state)),
    section(
      'Follow-up',
      (state.started?.followUps ?? []).map((text) => `- [ ] ${asProse(text)}`),
    ),
    section(
      'Notes',
      state.notes.map((note) => `- ${note.level === 'look' ? 'LOOK ' : ''}${asProse(note.text)}`),
    ),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Later changes are not deployed before it is switched on again. */
function debtLines({ debts }: RunState): string[] {
  return [...debts.values()].map(({ debt, text }) => `- [ ] ${asProse(text)}: \`runbook debts settle ${debt}\``);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, '', ...lines];
}

function headOf(state: RunState, { pageOf }: ReportOptions): string[] {
  const { started, ended } = state;
  const outcome =
    ended === undefined ? (state.paused === undefined ? 'NO END' : 'PAUSED') : ended.outcome.toUpperCase();
  const inFlight = actionsInFlight(state).map((action) => action.address);
  const rows: [string, string | undefined][] = [
    ['Time', timeText(ended?.elapsedMs ?? state.lastMonoMs, started?.budget)],
    ['Environment', started?.environment?.toUpperCase()],
    ...[...state.targets.values()].map((proof): [string, string] => ['Target', targetName(proof.target)]),
    ['Responder', started && `${responderOf(state)} on ${started.responder.host}`],
    ['From', started && `${stampOf(started.at)} to ${stampOf(state.lastAt)}`],
    ['Paused', state.paused && `${stampOf(state.paused.at)} by ${state.paused.user}${because(state.paused.reason)}`],
    ['Interrupted', ended?.outcome === 'interrupted' ? stampOf(ended.at) : undefined],
    ['Run', started && `${started.run}${started.drill ? ', a drill' : ''}`],
    ['Runbook', started && `${started.runbook.path}, sha256 ${started.runbook.digest.slice(0, 12)}`],
    ...(ended?.reasons ?? []).map((reason): [string, string] => ['Because', reason]),
    ...inFlight.map((address): [string, string] => ['UNKNOWN', `${address} began and its end was never written`]),
  ];
  const known = rows.flatMap(([name, value]) => (value === undefined ? [] : [`- **${name}:** ${asProse(value)}`]));
  const page = pageOf === undefined ? [] : [`- **Page:** <${pageOf(undefined)}>`];
  return [`# ${asProse(started?.runbook.name ?? 'A run without a beginning')}: ${outcome}`, '', ...known, ...page];
}

function stepsOf(state: RunState, { pageOf }: ReportOptions): string[] {
  const steps = [...state.steps.values()];
  const nameOf = ({ id, title }: StepState, index: number) => {
    const name = `${index + 1} ${asProse(title)}`;
    return pageOf === undefined ? name : `[${name}](${pageOf(id)})`;
  };
  const rows = steps.map((step, index) => `| ${[nameOf(step, index), ...cellsOf(step, state)].join(' | ')} |`);
  const head = ['| Step | Outcome | Planned | Actual | Verdict |', '| --- | --- | ---: | ---: | --- |'];
  return section('Steps', rows.length === 0 ? [] : [...head, ...rows]);
}

const unended = { unknown: 'UNKNOWN, no end written', 'not-finished': 'not finished', 'not-reached': 'not reached' };

function cellsOf(step: StepState, state: RunState): string[] {
  const planned = step.budget === undefined ? '' : formatBudget(step.budget);
  switch (step.status) {
    case 'not-begun':
      return ['not begun', planned, '', ''];
    case 'running':
      return [unended[standingOfUnended(step.id, state)], planned, '', ''];
    case 'ended':
      return [
        asProse(outcomeText(step.outcome, step.detail)),
        planned,
        formatClock(step.elapsedMs),
        verdictOf(step.verdict),
      ];
  }
}

function verdictOf(verdict: 'within' | 'over' | undefined): string {
  if (verdict === undefined) return '';
  return verdict === 'over' ? 'OVER BUDGET' : 'within budget';
}

function criteriaOf(state: RunState): string[] {
  const lines = (state.started?.criteria ?? []).map(({ id, text }) => {
    const check = state.criteria.get(id);
    const by =
      check === undefined ? '' : check.by === 'responder' ? `, by ${check.user ?? 'responder'}` : `, by ${check.by}`;
    const detail = check?.detail === undefined ? '' : ` (${asProse(check.detail)})`;
    return `- ${asProse(text)}: ${criterionText(check?.verdict)}${asProse(by)}${detail}`;
  });
  return section('Success criteria', lines);
}

function timelineLines(entries: readonly TimelineEntry[], options: ReportOptions): string[] {
  let day = entries[0]?.at.slice(0, 10);
  return entries.flatMap((entry) => {
    const isSameDay = entry.at.slice(0, 10) === day;
    day = entry.at.slice(0, 10);
    const stamp = isSameDay ? timeOf(entry.at) : stampOf(entry.at);
    const line = `- ${stamp} (${formatClock(entry.monoMs)}) **${asProse(entry.actor)}** ${asProse(entry.text)}`;
    return [line, ...commandLines(entry), ...outputLines(entry, options)];
  });
}

function commandLines(entry: TimelineEntry): string[] {
  if (entry.command === undefined) return [];
  const language = entry.command.kind === 'shell' ? 'sh' : entry.command.kind === 'program' ? '' : entry.command.kind;
  return ['', ...asFence(language, entry.command.source), ''];
}

function outputLines(entry: TimelineEntry, { logText }: ReportOptions): string[] {
  if (entry.ended === undefined || logText === undefined) return [];
  const { log, tail } = entry.ended;
  const text = (log === undefined ? undefined : logText(log.file)) ?? tail.join('\n');
  return text.trim() === '' ? [] : ['', ...asFence('text', shorten(text)), ''];
}

/** `2026-11-23T03:14:09.000Z` → `2026-11-23 03:14:09Z`. */
function stampOf(at: string): string {
  return `${at.slice(0, 10)} ${timeOf(at)}`;
}

function timeOf(at: string): string {
  return at === '' ? '--:--:--Z' : `${at.slice(11, 19)}Z`;
}
