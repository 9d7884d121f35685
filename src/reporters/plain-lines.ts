import type { RunEvent } from '../events/event.ts';
import { fillFromRun } from '../events/fill-from-run.ts';
import { criterionText, outcomeText } from '../events/outcome-text.ts';
import type { RunState, StepState } from '../events/run-state.ts';
import { formatBudget } from '../runbook/budget.ts';
import { formatClock, formatExcess, formatRest } from '../runbook/duration.ts';
import { effectWord } from '../runbook/effect.ts';
import { phaseText } from './phase-text.ts';

/** One line per event, run clock first, each meaningful when it is the only one that grep finds. Undefined: not worth a line. */
export function plainLine(event: RunEvent, state: RunState): string | undefined {
  const text = plainText(event, state);
  return text === undefined ? undefined : `${formatClock(event.monoMs)} ${text}`;
}

function plainText(event: RunEvent, state: RunState): string | undefined {
  switch (event.type) {
    case 'run-started': {
      const where = event.environment === undefined ? '' : `, ${event.environment.toUpperCase()}`;
      const budget = event.budget === undefined ? '' : `, budget ${formatClock(event.budget.upperMs)}`;
      return `run ${event.run} of ${event.runbook.name}${where}${budget}, ${event.at.slice(11, 19)}Z`;
    }
    case 'run-resumed':
      return `resumed by ${event.user} on ${event.host}`;
    case 'run-paused':
      return `paused by ${event.user}${event.reason === undefined ? '' : `: ${event.reason}`}`;
    case 'run-handed-off':
      return `handed from ${event.from} to ${event.to}`;
    case 'run-ended':
      return endText(event, state);
    case 'target-proved':
      return proofText(event);
    case 'question-answered':
      return answerText(event, state);
    case 'option-chosen':
      return `${stepLabel(event.choice, state)}: option ${event.option}, ${fillFromRun(event.title, state)}`;
    case 'action-edited':
      return `${stepLabel(event.action, state)}: ${event.action} edited by ${event.user}, for this run`;
    case 'step-started':
      return `${stepLabel(event.step, state)}: begins${budgetOf(state.steps.get(event.step))}`;
    case 'step-ended':
      return `${stepLabel(event.step, state)}: ${outcomeText(event.outcome, event.detail)}${timeOf(event, state)}${leftOf(event, state)}`;
    case 'action-intended':
      return `${stepLabel(event.action, state)}: runs ${event.action}, ${effectWord(event.effect)}${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`;
    case 'action-started':
      return undefined;
    case 'action-ended':
      return event.outcome === 'succeeded'
        ? undefined
        : `${stepLabel(event.action, state)}: ${event.action} ${failureText(event)}`;
    case 'check-ended':
      return `criterion ${criterionText(event.verdict)}: ${criterionName(event.criterion, state)}`;
    case 'budget-passed':
      return `${budgetOwner(event.of, state)}: OVER BUDGET of ${formatClock(event.budgetMs)}; nothing was stopped${adviceOf(event)}`;
    case 'undo-started':
    case 'undo-ended':
    case 'fault-started':
    case 'fault-ended':
    case 'restore-started':
    case 'restore-ended':
      return phaseText(event);
    case 'debt-owed':
      return owedText(event);
    case 'debt-settled':
      return `settled: ${event.debt}`;
    case 'note':
      return `${event.level === 'look' ? 'LOOK ' : ''}${event.text}`;
  }
}

type EventOf<T extends RunEvent['type']> = RunEvent & { readonly type: T };

/** What the message begins with is not said twice. */
function failureText({ outcome, message = '', line }: EventOf<'action-ended'>): string {
  const said = message.startsWith(outcome) ? message : `${outcome}, ${message}`;
  return line === undefined || message.includes(` line ${line}`) ? said : `${said}, line ${line}`;
}

function endText(event: EventOf<'run-ended'>, state: RunState): string {
  const budget = state.started?.budget;
  const time =
    budget === undefined
      ? formatClock(event.elapsedMs)
      : `${formatClock(event.elapsedMs)} of ${formatClock(budget.upperMs)}`;
  const verdict = event.verdict === undefined ? '' : event.verdict === 'within' ? ', within budget' : `, OVER BUDGET`;
  const criteria = criteriaCount(state);
  const reasons = event.reasons.map((reason) => `\n     ${fillFromRun(reason, state)}`).join('');
  const owed = [...state.debts.values()].map((debt) => `\n     ${owedText(debt)}`).join('');
  return `${criteria}${event.outcome.toUpperCase()}, ${time}${verdict}, exit code ${event.exitCode}${reasons}${owed}`;
}

function owedText({ text, debt }: Pick<EventOf<'debt-owed'>, 'text' | 'debt'>): string {
  return `OWED ${text}; runbook debts settle ${debt}`;
}

function criteriaCount(state: RunState): string {
  const all = state.started?.criteria ?? [];
  if (all.length === 0) return '';
  const met = all.filter((criterion) => state.criteria.get(criterion.id)?.verdict === 'met').length;
  return `criteria: ${met} of ${all.length} met; `;
}

function proofText(event: EventOf<'target-proved'>): string {
  const { target } = event;
  const name =
    target.kind === 'kubernetes'
      ? `${target.server}, namespace ${target.namespace}`
      : `database ${target.name} at ${target.host}, ${target.role}`;
  if (event.outcome !== 'proved')
    return `target ${event.outcome === 'changed' ? 'CHANGED' : 'NOT PROVED'}: ${event.detail ?? name}`;
  return event.before === undefined ? `target proved: ${name}` : `target proved again, the same: ${name}`;
}

/** Answers that let something run are said by what then runs. */
function answerText(event: EventOf<'question-answered'>, state: RunState): string | undefined {
  if (event.kind === 'run' && event.answer === 'run') return undefined;
  const why = event.reason === undefined ? '' : ` (${event.reason})`;
  const who = event.by === 'responder' && event.user !== undefined ? `, by ${event.user}` : '';
  if (event.kind === 'failure')
    return event.by === 'runner' ? undefined : `${stepLabel(event.question, state)}: ${event.answer}${why}${who}`;
  return `${event.kind === 'input' ? `input ${event.question}` : fillFromRun(event.text, state)}: ${event.answer}${why}${who}`;
}

/** `3/5 Roll Back Application` for anything addressed below that step. */
function stepLabel(address: string, state: RunState): string {
  const id = [...state.steps.keys()].find((one) => address === one || address.startsWith(`${one}.`)) ?? '';
  const step = state.steps.get(id);
  const listed = state.started?.steps ?? [];
  const index = listed.findIndex((one) => one.id === id);
  const number = index === -1 ? '' : `${index + 1}/${listed.length} `;
  return step === undefined ? address : `${number}${fillFromRun(step.title, state)}`;
}

function budgetOf(step: StepState | undefined): string {
  return step?.budget === undefined ? '' : `, budget ${formatBudget(step.budget)}`;
}

function timeOf(event: EventOf<'step-ended'>, state: RunState): string {
  if (event.outcome === 'not-reached' || event.outcome === 'skipped-condition') return '';
  const budget = state.steps.get(event.step)?.budget;
  if (budget === undefined) return `, ${formatClock(event.elapsedMs)}`;
  const over = event.verdict === 'over' ? `, OVER BUDGET by ${formatExcess(event.elapsedMs - budget.upperMs)}` : '';
  return `, ${formatClock(event.elapsedMs)} of ${formatBudget(budget)}${over}`;
}

/** What is left of the run's budget. */
function leftOf(event: EventOf<'step-ended'>, state: RunState): string {
  const budgetMs = state.started?.budget?.upperMs;
  if (budgetMs === undefined || event.outcome === 'not-reached') return '';
  const leftMs = budgetMs - event.monoMs;
  return leftMs >= 0 ? `, ${formatRest(leftMs)} left` : `, run OVER BUDGET by ${formatExcess(-leftMs)}`;
}

function criterionName(id: string, state: RunState): string {
  const text = state.started?.criteria.find((criterion) => criterion.id === id)?.text;
  return text === undefined ? id : fillFromRun(text, state);
}

/** The run, a step, or an action of one. */
function budgetOwner(of: string, state: RunState): string {
  if (of === 'run') return of;
  return state.steps.has(of) ? stepLabel(of, state) : `${stepLabel(of, state)}: ${of}`;
}

function adviceOf({ advice }: EventOf<'budget-passed'>): string {
  return advice === undefined ? '' : `. THE RUNBOOK SAYS: ${advice.replace(/\s+/g, ' ')}`;
}
