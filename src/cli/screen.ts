import { relative } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { escapeControls } from '../diagnostics/escape-controls.ts';
import type { RunEvent } from '../events/event.ts';
import type { RunState } from '../events/run-state.ts';
import { escapeOutput } from '../journal/escape-output.ts';
import type { KeptOutput } from '../journal/output-log.ts';
import { plainLine } from '../reporters/plain-lines.ts';
import { formatClock } from '../runbook/duration.ts';
import { fillIn } from '../runner/fill-in.ts';
import type { GivenAnswers } from '../runner/given-answers.ts';
import type { Interruption } from '../runner/interruption.ts';
import type { Prompter } from '../runner/prompter.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import type { Watcher } from '../runner/running.ts';
import { stepEffect } from '../runner/step-effect.ts';
import { askStart } from '../terminal/ask-start.ts';
import { finishedLines } from '../terminal/finished.ts';
import { fitRow } from '../terminal/fit-row.ts';
import { createOutputLines } from '../terminal/output-lines.ts';
import { createQuietPrompter } from '../terminal/quiet-prompter.ts';
import { createResponder } from '../terminal/responder.ts';
import { createSilenceWatch } from '../terminal/silence-watch.ts';
import { startLines } from '../terminal/start-card.ts';
import { stepLine } from '../terminal/step-line.ts';
import { highlight, styleFor } from '../terminal/style.ts';
import type { Ready } from './ready.ts';

/** What a run looks like from outside: a person's terminal, or one line per event. */
export interface Screen {
  readonly prompter: Prompter;
  readonly watcher: Watcher;
  output(output: KeptOutput): void;
  /** The start screen, but for its key. */
  showStart(ready: Ready, diagnostics: readonly Diagnostic[]): void;
  /** Resolves when the responder starts, or leaves. */
  askStart(): Promise<'started' | 'left'>;
  finish(state: RunState, folder: string): void;
}

export interface ScreenOptions {
  readonly attended: boolean;
  /** Events as JSON Lines instead of words. */
  readonly json: boolean;
  readonly plan: RunPlan;
  readonly given: GivenAnswers;
  readonly interruption: Interruption;
}

export function createScreen({ attended, json, plan, given, interruption }: ScreenOptions): Screen {
  const style = styleFor(process.stdout, process.env);
  const write = (text: string) => void process.stdout.write(text);
  const say = (text: string) => {
    for (const line of text.split('\n')) write(`${highlight(escapeControls(line), style)}\n`);
  };
  let beganMs = performance.now();
  const stamp = () => (attended ? '' : `${formatClock(performance.now() - beganMs)} `);
  const lines = createOutputLines({
    show: (line) => write(`${stamp()} | ${line}\n`),
    makeSafe: escapeOutput,
    monoMs: () => performance.now(),
  });
  const responder = createResponder({ given, style, write, interrupt: () => interruption.receive('SIGINT') });
  const prompter = createQuietPrompter(responder, say);
  const silence = createSilenceWatch((text) => say(`${stamp()} ${text}`.trimStart()));
  const watcher: Watcher = {
    event(event, state) {
      if (json) {
        write(`${JSON.stringify(event)}\n`);
        return;
      }
      silence.event(event);
      if (event.type === 'run-started') beganMs = performance.now();
      if (event.type === 'action-ended') lines.flush();
      // The terminal has echoed Ctrl-C; what follows begins a row of its own.
      if (attended && event.type === 'action-ended' && event.outcome === 'stopped') write('\n');
      const line = attended ? attendedLine(event, state, plan) : plainLine(event, state);
      if (line === undefined) return;
      if (attended) for (const row of fitRow(line)) prompter.say(row);
      else say(line);
    },
    output: () => undefined,
  };
  return {
    prompter,
    watcher,
    output: ({ chunk }) => {
      if (json) return;
      silence.heard();
      lines.push(chunk);
    },
    showStart: (ready, diagnostics) => {
      for (const line of startLines(plan, startFacts(ready, diagnostics, plan, given))) say(line);
    },
    askStart: () => askStart(interruption.ended),
    finish: (state, folder) => {
      if (attended) for (const line of ['', ...finishedLines(state, shownPath(folder))]) say(line);
    },
  };
}

/** With a person there, the cards say most of it: what is left are results. */
function attendedLine(event: RunEvent, state: RunState, plan: RunPlan): string | undefined {
  switch (event.type) {
    case 'step-ended': {
      const step = state.steps.get(event.step);
      const ids = plan.graph.order;
      const index = ids.indexOf(event.step);
      return step === undefined ? undefined : stepLine(index === -1 ? '' : `${index + 1}/${ids.length}`, step, state);
    }
    case 'budget-passed':
    case 'note':
      return plainLine(event, state);
    case 'target-proved':
      return event.outcome === 'proved' ? undefined : plainLine(event, state);
    default:
      return undefined;
  }
}

function startFacts(
  { checks, proofs, impossible }: Ready,
  diagnostics: readonly Diagnostic[],
  plan: RunPlan,
  given: GivenAnswers,
) {
  const problems = checks.flatMap((check) => (check.problem === undefined ? [] : [check.problem]));
  const ready = { met: checks.length - problems.length, all: checks.map((check) => check.what), problems };
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const looks = [
    ...errors.map((diagnostic) => `you do it by hand, line ${diagnostic.place.line}: ${diagnostic.message}`),
    ...impossible.map(({ action, why }) => `${action.address}, line ${action.place.line}, cannot be run: ${why}`),
  ];
  const effectOf = (id: string) => stepEffect(plan.runbook.steps.find((step) => step.id === id)?.body ?? [], plan);
  const secrets = plan.runbook.inputs.filter((input) => input.type === 'secret').map((input) => input.name);
  const values = { byName: new Map(given.values), secrets: new Set(secrets) };
  return { ready, proofs, looks, effectOf, fill: (text: string) => fillIn(text, values) };
}

function shownPath(folder: string): string {
  const near = relative(process.cwd(), folder);
  return near.startsWith('..') ? folder : near;
}
