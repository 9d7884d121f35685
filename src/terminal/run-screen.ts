import type { RunEvent } from '../events/event.ts';
import { emptyRun } from '../events/fold-run.ts';
import type { EventOf, RunState } from '../events/run-state.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { formatClock } from '../runbook/duration.ts';
import type { GivenAnswers } from '../runner/given-answers.ts';
import type { Interruption } from '../runner/interruption.ts';
import type { Prompter, PromptView } from '../runner/prompter.ts';
import type { Question } from '../runner/question.ts';
import { dispositionOf, type RunPlan } from '../runner/run-plan.ts';
import type { Watcher } from '../runner/running.ts';
import type { RunValues } from '../runner/values.ts';
import { createChildOutput } from './child-output.ts';
import { fitRow } from './fit-row.ts';
import { coloured } from './frame.ts';
import { backRows, handOffRows } from './hand-off.ts';
import { createOutputLines } from './output-lines.ts';
import type { Readings } from './readings.ts';
import { createResponder } from './responder.ts';
import { createRunningMoment } from './running-moment.ts';
import type { TerminalSession } from './terminal-session.ts';

export interface RunScreenOptions {
  readonly terminal: TerminalSession;
  readonly plan: RunPlan;
  readonly values: RunValues;
  readonly given: GivenAnswers;
  readonly interruption: Interruption;
  readonly readings: Readings;
  /** What is kept of programs that have the terminal. */
  readonly transcript: 'kept' | 'times-only';
  /** The command of the person's editor; undefined where none was found. */
  readonly editor: () => string | undefined;
  /** Makes a child's text safe to show. */
  readonly makeSafe: (text: string) => string;
  /** What stays of an event in the scrollback. */
  readonly recordOf: (event: RunEvent, state: RunState) => readonly string[];
}

/** A run on a person's terminal, from its first card to its last record. */
export interface RunScreen extends Disposable {
  readonly prompter: Prompter;
  readonly watcher: Watcher;
  /** A child's output, redacted. */
  output(chunk: Uint8Array): void;
  /** Rows that stay in the scrollback. */
  record(rows: readonly string[]): void;
  /** Leaves the card that stands there in the scrollback. */
  settle(): void;
  /** The run as it is seen from here, before its first event as well. */
  view(): PromptView;
}

export function openRunScreen(options: RunScreenOptions): RunScreen {
  const { terminal, plan, values, interruption, readings } = options;
  const { stage, person, style, monoMs } = terminal;
  const record = (rows: readonly string[]) =>
    stage.record(
      coloured(
        rows.flatMap((row) => fitRow(row, stage.size().columns)),
        style,
      ),
    );
  const view = viewer(plan, values, monoMs);
  const output = createChildOutput(monoMs);
  const sayLine = (line: string) => stage.record([`${formatClock(view.now().elapsedMs())}  | ${line}`]);
  const show = terminal.form === 'lines' ? sayLine : output.push;
  const lines = createOutputLines({ show, makeSafe: options.makeSafe, monoMs });
  const interrupt = () => interruption.receive('SIGINT');
  const responder = createResponder({
    given: options.given,
    person,
    interrupt,
    readings,
    transcript: options.transcript,
    editor: options.editor,
  });
  const running = createRunningMoment({ person, output, interruption, readings, view });
  /** What a command said stays in the scrollback, above the record of its step. */
  const settleOutput = () => {
    lines.flush();
    const { terminalColumns, rows } = stage.size();
    stage.record(output.settledRows(terminalColumns, Math.max(3, rows - 4)));
    output.clear();
  };
  let lent: Disposable | undefined;
  /** A program that asks something itself has the whole terminal. */
  const begin = (address: string) => {
    const action = allActionsOf(plan.runbook).find((one) => one.address === address);
    const isOpened = action !== undefined && dispositionOf(plan, address).may !== 'run';
    if (action === undefined || !(isOpened || (action.interactive && !action.background))) {
      output.begin();
      running.begin(address);
      return;
    }
    stage.show(undefined);
    const { columns } = stage.size();
    record(handOffRows(action, view.now(), { columns, transcript: options.transcript }));
    lent = person.lend(undefined);
  };
  const end = (event: EventOf<'action-ended'>) => {
    lines.flush();
    if (lent === undefined) return;
    lent[Symbol.dispose]();
    lent = undefined;
    record(backRows(event, stage.size().columns));
  };
  return {
    record,
    view: view.now,
    settle: () => stage.settle(),
    // What a program shows that has the terminal stands there already.
    output: (chunk) => (lent === undefined ? lines.push(chunk) : undefined),
    prompter: {
      async reply(question, asked, signal) {
        running.stop();
        lines.flush();
        if (isAboutWhatComes(question)) settleOutput();
        return responder.reply(question, asked, signal);
      },
    },
    watcher: {
      event(event, state) {
        view.event(event, state);
        if (event.type === 'step-ended' || event.type === 'run-ended' || event.type === 'run-paused') {
          running.stop();
          settleOutput();
          stage.show(undefined);
        }
        if (event.type === 'action-edited') settleOutput();
        record(options.recordOf(event, state));
        if (event.type === 'action-intended') begin(event.action);
        if (event.type === 'action-ended') end(event);
      },
      output: () => undefined,
    },
    [Symbol.dispose]: () => {
      running.stop();
      lent?.[Symbol.dispose]();
    },
  };
}

/** Not about what was said: that stands on the card of a failure, a finding, or a condition with evidence. */
function isAboutWhatComes(question: Question): boolean {
  return question.kind === 'guard' ? question.looked.length === 0 : settling.has(question.kind);
}

const settling: ReadonlySet<Question['kind']> = new Set(['run', 'option', 'unknown']);

interface Viewer {
  event(event: RunEvent, state: RunState): void;
  now(): PromptView;
}

/** The clock of the run is that of its journal. */
function viewer(plan: RunPlan, values: RunValues, monoMs: () => number): Viewer {
  let state: RunState = emptyRun();
  let beganMs: number | undefined;
  const elapsedMs = () => (beganMs === undefined ? 0 : monoMs() - beganMs);
  return {
    event(event, next) {
      beganMs ??= monoMs() - event.monoMs;
      state = next;
    },
    now: () => ({ plan, state, values, elapsedMs }),
  };
}
