import { type LeftAction, leftRunning, stopLeft, waitForLeft } from '../adapters/left-running.ts';
import { placeAt } from '../diagnostics/place.ts';
import { type ActionState, actionsInFlight, type RunState } from '../events/run-state.ts';
import type { RunningQuestion } from '../runner/question.ts';
import type { Running } from '../runner/running.ts';

/** The watchdog of a killed program ends its actions within about a second. */
const watchdogMs = 3_000;
const graceMs = 2_000;

/** What an interrupted run left running, each as the question what to do about it. */
export async function findStillRunning(state: RunState, signal: AbortSignal): Promise<readonly RunningQuestion[]> {
  const mark = state.started?.mark;
  if (mark === undefined) return [];
  const actions = actionsInFlight(state);
  for (const action of actions.filter(hasNotBegun)) await stopLeft({ mark, address: action.address }, 0);
  const soon = AbortSignal.any([signal, AbortSignal.timeout(watchdogMs)]);
  await Promise.all(actions.map(({ address }) => waitForLeft({ mark, address }, soon)));
  return actions.flatMap(({ address, step, intended }): RunningQuestion[] => {
    const pids = leftRunning({ mark, address }).map(({ pid }) => pid);
    if (pids.length === 0) return [];
    const place = placeAt(intended?.line ?? 1);
    const since = intended?.at ?? '';
    return [
      { kind: 'running', id: `${address}.running`, text: `${address} still runs`, place, step, address, pids, since },
    ];
  });
}

/**
 * A shell is given its script once its start is in the journal; without that it waits for it for ever. While it is alive the
 * machine has not gone down, so that nothing is missing in the journal.
 */
function hasNotBegun({ pid, intended }: ActionState): boolean {
  return pid === undefined && intended?.kind === 'shell';
}

/** Asks about each, waits for it or stops it, and writes down which. `left`: the responder leaves instead. */
export async function settleStillRunning(
  questions: readonly RunningQuestion[],
  running: Running,
): Promise<'settled' | 'left'> {
  const { plan, state, values, elapsedMs, ports, options } = running;
  const { ended } = ports.interruption;
  for (const question of questions) {
    const beganMs = ports.clock.monoMs();
    const view = { plan, state, values, elapsedMs, resumed: options.resumed };
    const reply = await ports.prompter.reply(question, view, ended);
    if (reply.do !== 'answer') return ended.aborted ? 'settled' : 'left';
    const { answer, by, reason } = reply;
    await running.append({
      type: 'question-answered',
      ...{ question: question.id, kind: 'running', text: question.text, answer, by, reason },
      user: by === 'responder' ? options.user : undefined,
      waitedMs: ports.clock.monoMs() - beganMs,
    });
    const left = { mark: state.started?.mark ?? '', address: question.address };
    await (answer === 'stop' ? stop(left, running) : wait(left, question, running));
  }
  return 'settled';
}

async function wait(left: LeftAction, { pids }: RunningQuestion, running: Running): Promise<void> {
  await say(`waiting for ${left.address}, pid ${pids.join(', ')}, to end by itself`, running);
  await waitForLeft(left, running.ports.interruption.ended);
}

async function stop(left: LeftAction, running: Running): Promise<void> {
  const remaining = await stopLeft(left, graceMs);
  const rest =
    remaining.length === 0 ? '' : `; it could not be stopped: pid ${remaining.map(({ pid }) => pid).join(', ')}`;
  await say(`stopped what ${left.address} had left running; what it began may go on${rest}`, running);
}

async function say(text: string, running: Running): Promise<void> {
  await running.append({ type: 'note', level: 'info', text });
}
