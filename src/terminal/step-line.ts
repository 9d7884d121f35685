import { fillFromRun } from '../events/fill-from-run.ts';
import type { RunState, StepState } from '../events/run-state.ts';
import { formatBudget } from '../runbook/budget.ts';
import { formatClock, formatExcess } from '../runbook/duration.ts';
import { cutMiddle } from './rule.ts';

/** ` 3/5 Roll Back Application         succeeded   1:36 of 2:00`: planned, actual and verdict of a step. */
export function stepLine(number: string, step: StepState, state: RunState): string {
  const said = saidOf(step, state);
  const room = Math.max(28, 77 - number.length - said.length);
  return ` ${`${number} ${cutMiddle(fillFromRun(step.title, state), room)}`.padEnd(33)} ${said}`;
}

function saidOf(step: StepState, state: RunState): string {
  switch (step.status) {
    case 'not-begun':
      return 'not begun';
    case 'running':
      return `${'open'.padEnd(11)} ${openWords(step, state)}`;
    case 'ended':
      return `${wordOf(step.outcome).padEnd(11)} ${timeOf(step)}${detailOf(step)}`.trimEnd();
  }
}

/** A step begins when its card is shown; whether a command of it has is another thing. */
function openWords(step: StepState, state: RunState): string {
  const actions = [...state.actions.values()].filter((action) => action.step === step.id);
  if (actions.some((action) => action.status === 'in-flight')) return 'its command began, no end is known';
  const last = actions.at(-1);
  if (last?.status === 'ended' && last.outcome === 'stopped') return 'its command was stopped';
  return actions.length === 0 ? 'asked, not answered' : 'begun, not ended';
}

/** ` succeeded`, ` skipped: not needed`: without times, where only what is done and what is open counts. */
export function standingOf(step: StepState, state: RunState): string {
  if (step.status === 'not-begun') return 'not begun';
  if (step.status === 'running') return openWords(step, state);
  const detail = detailOf(step).replace(/^, /, '');
  return detail === '' ? wordOf(step.outcome) : `${wordOf(step.outcome)}: ${detail}`;
}

type Ended = StepState & { readonly status: 'ended' };

function wordOf(outcome: Ended['outcome']): string {
  switch (outcome) {
    case 'succeeded-by-checks':
      return 'succeeded';
    case 'skipped-condition':
    case 'skipped-cannot-tell':
      return 'skipped';
    case 'failed':
    case 'unknown':
    case 'refused':
      return outcome.toUpperCase();
    case 'by-hand':
      return 'by hand';
    case 'not-reached':
      return 'not reached';
    case 'succeeded':
    case 'skipped':
    case 'accepted':
      return outcome;
  }
}

function timeOf(step: Ended): string {
  if (step.outcome === 'not-reached') return '';
  if (step.outcome === 'skipped-condition' || step.outcome === 'skipped-cannot-tell')
    return formatClock(step.elapsedMs);
  if (step.budget === undefined) return formatClock(step.elapsedMs);
  const over = step.verdict === 'over' ? `, OVER by ${formatExcess(step.elapsedMs - step.budget.upperMs)}` : '';
  return `${formatClock(step.elapsedMs)} of ${formatBudget(step.budget)}${over}`;
}

function detailOf(step: Ended): string {
  if (step.outcome === 'skipped-cannot-tell') return ', cannot tell';
  if (step.detail === undefined || step.outcome === 'failed') return '';
  return step.outcome === 'not-reached' ? step.detail : `, ${step.detail}`;
}
