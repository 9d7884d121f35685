import type { Interruption } from '../runner/interruption.ts';
import type { PromptView } from '../runner/prompter.ts';
import { stepOf } from '../runner/run-plan.ts';
import type { Card, CardView } from './card.ts';
import type { ChildOutput } from './child-output.ts';
import { type Below, framing } from './frame.ts';
import { helpEntries } from './help-entries.ts';
import { keyRows } from './key-rows.ts';
import { constantAnswers, keyRowsOf, keysFrom, stopKeys } from './keys.ts';
import { leaveCard } from './leave-card.ts';
import { helpReading, type Reading } from './overlays.ts';
import type { Person } from './person.ts';
import { type Readings, readingOf } from './readings.ts';
import { overBy, runningCard } from './running-card.ts';

export interface RunningMoment {
  /** From now on the screen shows the action, until it is stopped. */
  begin(address: string): void;
  stop(): void;
}

interface RunningMomentOptions {
  readonly person: Person;
  readonly output: ChildOutput;
  readonly interruption: Interruption;
  readonly readings: Readings;
  readonly view: { now(): PromptView };
}

/** What is on the screen while a command runs, and what the keys do then: none of them ends the run by surprise. */
export function createRunningMoment(options: RunningMomentOptions): RunningMoment {
  let ended: AbortController | undefined;
  const begin = (address: string) => {
    ended?.abort();
    ended = new AbortController();
    watchKeys(address, options, ended.signal).catch(() => undefined);
  };
  return { begin, stop: () => ended?.abort() };
}

/** Shows the command and follows the keys until the signal says that it is over; each key leads back to the command. */
async function watchKeys(address: string, options: RunningMomentOptions, signal: AbortSignal): Promise<void> {
  const { person, interruption, output, view } = options;
  const card = (cardView: CardView) => runningCard(address, output, cardView);
  const moment = {
    frame: framing(card, belowOf(options), view.now()),
    answers: new Map([...constantAnswers, ...helpAnswers, ['ctrl-c', 'stop-now'] as const, ['x', 'stop'] as const]),
    deafMs: 0,
  };
  while (!signal.aborted) {
    const key = await person.press(moment, signal);
    if (key === 'stop-now') interruption.receive('SIGINT');
    else if (key === 'stop') await confirmStop(card, options, signal);
    else if (key === 'pause') interruption.askPause();
    else await readWhileRunning(key, options, signal);
  }
}

/** `x` asks once, in the key row; what the command began goes on elsewhere whatever is pressed here. */
async function confirmStop(
  card: (view: CardView) => Card,
  { person, view, interruption }: RunningMomentOptions,
  signal: AbortSignal,
): Promise<void> {
  const keys = (columns: number) => [' Stop it? What it began may go on.', ...keyRowsOf(stopKeys, columns)];
  const below: Below = { turn: 'RUNNING', keys, constant: false };
  const answers = new Map([...stopKeys.answers, ['ctrl-c', 'stop'] as const]);
  const key = await person.press({ frame: framing(card, below, view.now()), answers, deafMs: 150 }, signal);
  if (key === 'stop') interruption.receive('SIGINT');
}

async function readWhileRunning(key: string, options: RunningMomentOptions, signal: AbortSignal): Promise<void> {
  const { person, readings, view } = options;
  const now = view.now();
  const cardView = { ...now, columns: person.columns() };
  const read = async (reading: Reading) => {
    // Ctrl-C stops the command, whatever is being read meanwhile.
    if ((await person.read(reading, now, signal)) === 'interrupted') options.interruption.receive('SIGINT');
  };
  if (key === 'leave') return leaveWhileRunning(read, options, signal);
  const step = now.state.currentStep;
  const number = key.startsWith('help-') ? Number(key.slice(5)) : 0;
  const help = helpEntries(step, [], now)[number - 1];
  const reading = help === undefined ? readingOf(key, step, cardView, readings) : helpReading(help, cardView);
  if (reading !== undefined) await read(reading);
}

const leaveRunningKeys = keysFrom([
  ['p', '[p] pause after this action', 'pause'],
  ['w', '[w] write out', 'write-out'],
  ['u', '[u] undo plan', 'undo-plan'],
  ['escape', 'Esc: go on', 'back'],
]);

/** Where things stand while a command goes on: it must be stopped, or have ended, before the run can be. */
async function leaveWhileRunning(
  read: (reading: Reading) => Promise<void>,
  options: RunningMomentOptions,
  signal: AbortSignal,
): Promise<void> {
  const { person, view, readings, interruption } = options;
  const words = ' To end the run, stop its command first: Esc, then [x].';
  const below: Below = {
    turn: 'RUNNING',
    keys: (columns) => [words, ...keyRowsOf(leaveRunningKeys, columns)],
    constant: false,
  };
  const answers = new Map([...leaveRunningKeys.answers, ['ctrl-c', 'stop'] as const]);
  const moment = { frame: framing((card) => leaveCard(card, 'later'), below, view.now()), answers, deafMs: 150 };
  const key = await person.press(moment, signal);
  if (key === 'stop') interruption.receive('SIGINT');
  if (key === 'pause') interruption.askPause();
  const now = view.now();
  const reading = readingOf(key, now.state.currentStep, { ...now, columns: person.columns() }, readings);
  if (reading !== undefined) await read(reading);
}

const helpAnswers = Array.from({ length: 9 }, (_, index) => [String(index + 1), `help-${index + 1}`] as const);

/** The key that acts, and over budget the help that fits best. */
function belowOf({ view, interruption }: RunningMomentOptions): Below {
  return {
    turn: 'RUNNING',
    keys: (columns) => {
      const now = view.now();
      const step = stepOf(now.plan, now.state.currentStep ?? '');
      const [help] = helpEntries(step?.id, [], now);
      const isOver = overBy(step, { ...now, columns }) !== undefined;
      const stop = '[x] stop the command';
      const keys = isOver ? ['(no key: wait)', stop, ...(help ? [`[1] help: ${help.entry.symptom}`] : [])] : [stop];
      const paused = interruption.isPauseAsked() ? [' Pauses when this action has ended.'] : [];
      return [...paused, ...keyRows(keys, columns)];
    },
  };
}
