import type { RunOutcome } from '../events/event.ts';
import { clockMs, isLeftBroken } from '../events/run-state.ts';
import { isFaultDue, makeFault, restoreAfterFault } from './drill-fault.ts';
import type { EndSignal } from './interruption.ts';
import { mayGoOn } from './journal-consent.ts';
import { nextCommand } from './next-command.ts';
import { performCommand } from './perform-command.ts';
import { recordDebts } from './record-debts.ts';
import type { Running } from './running.ts';
import { undoAddresses, undoneText } from './undo.ts';
import { startRunBudgetWatch } from './watch-budget.ts';

export interface RunEnd {
  readonly outcome: RunOutcome | 'paused';
  readonly exitCode: number;
}

/** Exit code of a run that stands because nobody is there to answer. */
export const couldNotGoOn = 2;

const signalExitCodes: Readonly<Record<EndSignal, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** What a run ends with that a signal has ended. */
export function exitCodeAfter(ended: AbortSignal): number {
  return signalExitCodes[signalOf(ended)];
}

/** Asks the state machine what is next and does it, until the run has ended. The first event is there already. */
export async function runRunbook(running: Running, isStrict: 'strict-budget' | 'lenient-budget'): Promise<RunEnd> {
  if (!isFaultDue(running)) startRunBudgetWatch(running);
  // Of a run that goes on: what was owed when it was killed, or was settled since.
  if (running.options.resumed !== undefined) await recordDebts(running);
  const { ended } = running.ports.interruption;
  for (;;) {
    if (ended.aborted) return endInterrupted(running, signalOf(ended));
    if (running.ports.interruption.isPauseAsked()) return endPaused(running, 'by the responder', 1);
    if (!(await mayGoOn(running))) return endPaused(running, 'the journal can be kept nowhere', 1);
    const command = nextCommand(running.plan, running.state, running.values);
    if (command.do === 'start-step' && isFaultDue(running)) {
      if ((await makeFault(running)) === 'failed' && !ended.aborted)
        return endRun('aborted', ['the fault of the drill could not be made'], running, isStrict);
      startRunBudgetWatch(running);
      continue;
    }
    if (command.do === 'end-run') return endRun(command.outcome, command.reasons, running, isStrict);
    const result = await performCommand(command, running).catch((error: unknown) => {
      if (ended.aborted) return 'done' as const;
      throw error;
    });
    if (result === 'done' || ended.aborted) continue;
    if (result === 'unanswered') return endPaused(running, 'nobody is there to answer', couldNotGoOn);
    if (result === 'pause') return endPaused(running, 'by the responder', 1);
    if (result === 'undo') await startUndo(running);
    else return endLeft(running, isStrict);
  }
}

/** What there is to take back is settled when the undo begins. */
async function startUndo({ plan, state, append }: Running): Promise<void> {
  if (state.undo !== undefined) return;
  await append({ type: 'undo-started', actions: [...undoAddresses(plan, state)] });
}

async function endLeft(running: Running, isStrict: string): Promise<RunEnd> {
  const { undo } = running.state;
  if (undo === undefined || undo.ended !== undefined)
    return endRun('aborted', ['ended by the responder'], running, isStrict);
  await running.append({ type: 'undo-ended', outcome: 'stopped' });
  return endRun('aborted', ['ended by the responder', undoneText(running.state)], running, isStrict);
}

async function endRun(
  outcome: Exclude<RunOutcome, 'interrupted'>,
  reasons: readonly string[],
  running: Running,
  isStrict: string,
): Promise<RunEnd> {
  const elapsedMs = clockMs(running.state, running.elapsedMs());
  await restoreAfterFault(running);
  await recordDebts(running);
  const upperMs = running.plan.runbook.budget?.upperMs;
  const verdict = upperMs === undefined ? undefined : elapsedMs > upperMs ? 'over' : 'within';
  const isLate = isStrict === 'strict-budget' && (verdict ?? stepsVerdict(running)) === 'over';
  const exitCode = outcome !== 'succeeded' || isLeftBroken(running.state) ? 1 : isLate ? 3 : 0;
  await running.append({ type: 'run-ended', outcome, exitCode, elapsedMs, verdict, reasons: [...reasons] });
  return { outcome, exitCode };
}

/** Without a budget of the whole run, those of its steps are what was promised. */
function stepsVerdict({ state }: Running): 'over' | 'within' {
  const isOver = [...state.steps.values()].some((step) => step.status === 'ended' && step.verdict === 'over');
  return isOver ? 'over' : 'within';
}

/** A closed terminal pauses the run; the other signals end it. Neither is ever a success. */
async function endInterrupted(running: Running, signal: EndSignal): Promise<RunEnd> {
  await recordDebts(running);
  const exitCode = signalExitCodes[signal];
  if (signal === 'SIGHUP') return endPaused(running, 'the terminal was closed', exitCode);
  const elapsedMs = clockMs(running.state, running.elapsedMs());
  await restoreAfterFault(running);
  await running.append({
    type: 'run-ended',
    outcome: 'interrupted',
    exitCode,
    elapsedMs,
    reasons: [`interrupted by ${signal}`],
  });
  return { outcome: 'interrupted', exitCode };
}

async function endPaused(running: Running, reason: string, exitCode: number): Promise<RunEnd> {
  await recordDebts(running);
  await running.append({ type: 'run-paused', user: running.options.user, reason });
  return { outcome: 'paused', exitCode };
}

function signalOf(ended: AbortSignal): EndSignal {
  const reason: unknown = ended.reason;
  return reason === 'SIGHUP' || reason === 'SIGTERM' ? reason : 'SIGINT';
}
