import { clockMs } from '../events/run-state.ts';
import { formatClock, formatExcess, formatRest } from '../runbook/duration.ts';
import { type FinishProjection, projectFinish } from '../runner/project-finish.ts';
import type { PromptView } from '../runner/prompter.ts';

export type Turn = 'YOUR TURN' | 'RUNNING';

/** ` YOUR TURN  run 0:21 of 5:00  step 0:05 of 2:00  by budget 4:01, 0:59 spare`; it fits, also past the hour. */
export function clockLine(turn: Turn, view: PromptView, columns = 80): string {
  if (view.state.started === undefined)
    return ` ${turn.padEnd(12)}the clock starts when you start           nothing has been changed`;
  const elapsedMs = view.elapsedMs();
  const budgetMs = view.plan.runbook.budget?.upperMs;
  const run = `run ${formatClock(clockMs(view.state, elapsedMs))}`;
  const step = [...view.state.steps.values()].find((one) => one.status === 'running');
  const inStep = step?.status === 'running' ? `   step ${formatClock(elapsedMs - step.startedMonoMs)}` : '';
  const [ofRun, ofStep] = [of(budgetMs), step?.status === 'running' ? of(step.budget?.upperMs) : ''];
  const finish = finishText(view, elapsedMs);
  const rows = [
    [run, ofRun, inStep, ofStep],
    [run, ofRun, inStep],
    [run, inStep],
  ].map((parts) => ` ${turn.padEnd(12)}${parts.join('')}  ${finish}`.trimEnd());
  // Past the hour, or on a narrow screen, the budgets give way first: the rule above names the step's, the finish speaks of the run's.
  return rows.find((row) => row.length <= columns) ?? ` ${turn.padEnd(12)}${run}${inStep}`;
}

function of(budgetMs: number | undefined): string {
  return budgetMs === undefined ? '' : ` of ${formatClock(budgetMs)}`;
}

function finishText(view: PromptView, elapsedMs: number): string {
  const finish = projectFinish(view.plan, view.state, elapsedMs);
  if (finish === undefined) return '';
  if (hasFailedNow(view)) return 'finish unknown';
  const word = finish.bound === 'after' ? 'finish after' : finish.by === 'drills' ? 'finish about' : 'by budget';
  return `${word} ${formatClock(finish.finishMs)}${spareText(finish)}`;
}

/** `, 0:59 spare`, `, OVER 0:23`, or nothing where the run promises nothing. */
export function spareText({ spareMs }: FinishProjection): string {
  if (spareMs === undefined) return '';
  return spareMs >= 0 ? `, ${formatRest(spareMs)} spare` : `, OVER ${formatExcess(-spareMs)}`;
}

/** Whether the last thing that ran in the step has failed and nobody has decided what then. */
function hasFailedNow({ state }: PromptView): boolean {
  const last = [...state.actions.values()].filter(({ step }) => step === state.currentStep).at(-1);
  if (state.currentStep === undefined || last?.status !== 'ended' || last.outcome === 'succeeded') return false;
  return !state.answers.has(`${last.address}#${last.attempts}`);
}
