import type { EventBodyOf } from '../events/event.ts';
import type { Action } from '../runbook/action.ts';
import type { Command } from './command.ts';
import { executeUntil } from './execute-action.ts';
import { judgeOpened } from './hand-off.ts';
import { mayGoOn } from './journal-consent.ts';
import { judge } from './judge-result.ts';
import { proveBefore } from './prove-before.ts';
import { recordDebts } from './record-debts.ts';
import type { Running } from './running.ts';
import { startActionBudgetWatch } from './watch-budget.ts';

type Execute = Command & { do: 'execute' };
type Ended = EventBodyOf<'action-ended'>;

/** Proves the target, writes the intention, runs the action, writes its end: in this order, each on disk before the next. */
export async function performAction(command: Execute, running: Running): Promise<void> {
  const { action, may, attempt } = command;
  const { ports } = running;
  const beganMs = ports.clock.monoMs();
  const refusal = may.effect === 'read' ? undefined : await proveBefore(action, running);
  if (refusal !== undefined) {
    await running.append({
      ...emptyEnd(action, attempt, ports.clock.monoMs() - beganMs),
      outcome: 'failed',
      message: refusal,
    });
    return;
  }
  const intended = {
    action: action.address,
    attempt,
    kind: action.kind,
    effect: may.effect,
    command: may.script,
    line: action.place.line,
  } as const;
  await running.append({ type: 'action-intended', ...intended });
  await running.flushed();
  if (!(await mayGoOn(running))) {
    const message = 'not run: the journal can be kept nowhere';
    await running.append({ ...emptyEnd(action, attempt, 0), outcome: 'stopped', message });
    return;
  }
  startActionBudgetWatch(action, running);
  const log = ports.sink.openLog(action.address, attempt);
  const { result, taps } = await executeUntil(command, log, running);
  const kept = log.end();
  const judged =
    command.opens === true
      ? judgeOpened(result, ports.interruption.ended.aborted)
      : judge(result, taps, command, running);
  await running.append({
    type: 'action-ended',
    action: action.address,
    attempt,
    ...judged,
    elapsedMs: ports.clock.monoMs() - beganMs,
    log: kept.file === undefined ? undefined : { file: kept.file, bytes: kept.bytes, digest: kept.digest },
    tail: kept.tail,
  });
  for (const text of [...result.notes, ...(kept.cut === undefined ? [] : [kept.cut])])
    await running.append({ type: 'note', level: 'look', text: `${action.address}: ${text}` });
  if (may.effect !== 'read') await recordDebts(running);
}

function emptyEnd(action: Action, attempt: number, elapsedMs: number): Ended {
  return { type: 'action-ended', action: action.address, attempt, outcome: 'failed', elapsedMs, tail: [], outputs: {} };
}
