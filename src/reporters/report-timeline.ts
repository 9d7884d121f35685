import { criterionText, outcomeText } from '../events/outcome-text.ts';
import type { AnyEvent, EventOf, Range } from '../events/run-state.ts';
import { type ToldTimes, toldTimeName, toldTimes } from '../events/told-time.ts';
import { formatBudget } from '../runbook/budget.ts';
import { formatClock } from '../runbook/duration.ts';
import { effectWord } from '../runbook/effect.ts';
import { phaseText } from './phase-text.ts';

/** Who did what when. */
export interface TimelineEntry {
  /** UTC, RFC 3339; empty where an event that is not understood comes first. */
  readonly at: string;
  /** Of the run's own clock, which never goes back. */
  readonly monoMs: number;
  /** A person's name, `runbook`, `a flag`, `an input`, `a check`. */
  readonly actor: string;
  readonly text: string;
  readonly command?: { readonly kind: EventOf<'action-intended'>['kind']; readonly source: string } | undefined;
  /** The end of an action whose output can be shown. */
  readonly ended?: EventOf<'action-ended'> | undefined;
}

type Said = Omit<TimelineEntry, 'at' | 'monoMs'>;

/** What happened, one entry per event that says something to a reader. */
export function timelineOf(events: readonly AnyEvent[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const titles = new Map<string, string>();
  let last = { at: '', monoMs: 0 };
  for (const event of events) {
    if (event.type === 'run-started') nameSteps(event, titles);
    if (event.type === 'run-resumed' && event.changed !== undefined) nameSteps(event.changed, titles);
    if (event.type !== 'unknown') last = { at: event.at, monoMs: event.monoMs };
    const said = say(event, (id) => titles.get(id) ?? id);
    if (said !== undefined) entries.push({ ...last, ...said });
  }
  return entries;
}

/** `; told: detect 2026-10-02T03:14:00.000Z`, in the order in which it happens. */
function toldText(times: ToldTimes = {}): string {
  const told = toldTimes.flatMap((time) => (times[time] === undefined ? [] : [`${toldTimeName(time)} ${times[time]}`]));
  return told.length === 0 ? '' : `; told: ${told.join(', ')}`;
}

function nameSteps(event: Pick<EventOf<'run-started'>, 'steps' | 'criteria'>, titles: Map<string, string>): void {
  for (const [index, step] of event.steps.entries()) {
    titles.set(step.id, `${index + 1}/${event.steps.length} ${step.title}`);
  }
  for (const criterion of event.criteria) titles.set(criterion.id, criterion.text);
}

function say(event: AnyEvent, titleOf: (id: string) => string): Said | undefined {
  switch (event.type) {
    case 'run-started':
      return {
        actor: event.responder.user,
        text: `started the run on ${event.responder.host}${budgetText(event.budget)}${toldText(event.times)}`,
      };
    case 'run-resumed':
      return {
        actor: event.user,
        text: `resumed the run on ${event.host}${event.changed === undefined ? '' : `, with the runbook as it is now, sha256 ${event.changed.digest.slice(0, 12)}`}`,
      };
    case 'run-paused':
      return { actor: event.user, text: `paused the run${because(event.reason)}` };
    case 'run-handed-off':
      return { actor: event.from, text: `handed the run off to ${event.to}` };
    case 'run-ended':
      return { actor: 'runbook', text: `run ${event.outcome.toUpperCase()} after ${formatClock(event.elapsedMs)}` };
    case 'target-proved':
      return { actor: 'runbook', text: targetText(event) };
    case 'question-answered':
      return { actor: actorOf(event), text: `answered "${event.text}": ${event.answer}${because(event.reason)}` };
    case 'option-chosen':
      return { actor: actorOf(event), text: `chose option ${event.option}: ${event.title}` };
    case 'action-edited':
      return { actor: event.user, text: `edited the command of ${event.action} for this run` };
    case 'step-started':
      return { actor: 'runbook', text: `step ${titleOf(event.step)} begins` };
    case 'step-ended':
      return { actor: 'runbook', text: `step ${titleOf(event.step)}: ${stepText(event)}` };
    case 'action-intended':
      return intendedText(event);
    case 'action-started':
      return undefined;
    case 'action-ended':
      return { actor: 'runbook', text: `${event.action}: ${actionText(event)}`, ended: event };
    case 'check-ended':
      return { actor: actorOf(event), text: checkText(event, titleOf) };
    case 'budget-passed':
      return {
        actor: 'runbook',
        text: `${titleOf(event.of)} went OVER BUDGET ${formatClock(event.budgetMs)} and goes on${event.advice === undefined ? '' : `; the runbook says: ${event.advice.replace(/\s+/g, ' ')}`}`,
      };
    case 'undo-started':
    case 'undo-ended':
    case 'fault-started':
    case 'fault-ended':
    case 'restore-started':
    case 'restore-ended':
      return { actor: 'runbook', text: phaseText(event) };
    case 'debt-owed':
      return { actor: 'runbook', text: `owed: ${event.text}` };
    case 'debt-settled':
      return { actor: 'runbook', text: `settled: ${event.debt}` };
    case 'note':
      return { actor: 'runbook', text: event.level === 'look' ? `LOOK ${event.text}` : event.text };
    case 'unknown':
      return { actor: 'runbook', text: `an event that this version does not understand (${event.why})` };
  }
}

function actorOf(event: EventOf<'question-answered'> | EventOf<'option-chosen'> | EventOf<'check-ended'>): string {
  switch (event.by) {
    case 'responder':
      return event.user ?? 'responder';
    case 'flag':
      return 'a flag';
    case 'value':
      return 'an input';
    case 'check':
      return 'a check';
    case 'runner':
      return 'runbook';
  }
}

function targetText(event: EventOf<'target-proved'>): string {
  const where = targetName(event.target);
  const why = event.detail === undefined ? '' : ` (${event.detail})`;
  switch (event.outcome) {
    case 'proved':
      return event.before === undefined ? `target proved: ${where}` : `target proved before ${event.before}: ${where}`;
    case 'changed':
      return `TARGET CHANGED, now ${where}${why}`;
    case 'unreachable':
      return `target NOT PROVED: ${where}${why}`;
  }
}

/** The target in one phrase. */
export function targetName(target: EventOf<'target-proved'>['target']): string {
  return target.kind === 'kubernetes'
    ? `cluster ${target.server}, namespace ${target.namespace}`
    : `database ${target.name} at ${target.host}, ${target.role}`;
}

function intendedText(event: EventOf<'action-intended'>): Said {
  const again = event.attempt === 1 ? '' : `, attempt ${event.attempt}`;
  const text = `${event.action}, ${effectWord(event.effect)}, line ${event.line}${again}`;
  return { actor: 'runbook', text, command: { kind: event.kind, source: event.command } };
}

/** `failed, exit code 1 after 1:33: what went wrong`; the code once, though most messages say it too. */
function actionText(event: EventOf<'action-ended'>): string {
  const message = event.message === undefined ? '' : `: ${event.message}`;
  const code = event.exitCode === undefined ? '' : `exit code ${event.exitCode}`;
  const said = [event.outcome, message.includes(code) ? '' : code, event.signal ?? ''].filter((part) => part !== '');
  return `${said.join(', ')} after ${formatClock(event.elapsedMs)}${message}`;
}

function stepText(event: EventOf<'step-ended'>): string {
  const over = event.verdict === 'over' ? ', OVER BUDGET' : '';
  return `${outcomeText(event.outcome, event.detail)} after ${formatClock(event.elapsedMs)}${over}`;
}

function checkText(event: EventOf<'check-ended'>, titleOf: (id: string) => string): string {
  const detail = event.detail === undefined ? '' : ` (${event.detail})`;
  return `criterion "${titleOf(event.criterion)}": ${criterionText(event.verdict)}${detail}`;
}

/** `, because: not needed`, or nothing. */
export function because(reason: string | undefined): string {
  return reason === undefined ? '' : `, because: ${reason}`;
}

function budgetText(budget: Range | undefined): string {
  return budget === undefined ? '' : `, budget ${formatBudget(budget)}`;
}
