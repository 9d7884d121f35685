import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { editorCommand } from '../adapters/session-editor.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { RunEvent } from '../events/event.ts';
import type { RunState } from '../events/run-state.ts';
import { escapeOutput } from '../journal/escape-output.ts';
import { newestLogOf } from '../journal/output-log.ts';
import { plainLine } from '../reporters/plain-lines.ts';
import { stepEffect } from '../runbook/step-effect.ts';
import type { GivenAnswers } from '../runner/given-answers.ts';
import type { Interruption } from '../runner/interruption.ts';
import type { PromptView } from '../runner/prompter.ts';
import { questionsOf } from '../runner/questions-of.ts';
import { renderPlan } from '../runner/render-plan.ts';
import { type RunPlan, stepNumber } from '../runner/run-plan.ts';
import type { RunValues } from '../runner/values.ts';
import { isShellLog } from '../runner/visit-shell.ts';
import { askResume } from '../terminal/ask-resume.ts';
import { askStart } from '../terminal/ask-start.ts';
import { finishedLines } from '../terminal/finished.ts';
import type { Reading } from '../terminal/overlays.ts';
import { openRunScreen } from '../terminal/run-screen.ts';
import { createSilenceWatch } from '../terminal/silence-watch.ts';
import { type StartFacts, startCard } from '../terminal/start-card.ts';
import { stepLine } from '../terminal/step-line.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';
import type { Ready } from './ready.ts';
import { restOfRun } from './rest-of-run.ts';
import type { Screen } from './screen.ts';
import { systemClock } from './system-clock.ts';

export interface AttendedOptions {
  readonly terminal: TerminalSession;
  readonly plan: RunPlan;
  readonly values: RunValues;
  readonly given: GivenAnswers;
  readonly interruption: Interruption;
  /** Live runs that do the same or act on the same target, one sentence each; default none. */
  readonly others?: readonly string[] | undefined;
  /** Where commands begin, absolute. */
  readonly runbookFolder: string;
  readonly transcript: 'kept' | 'times-only';
}

/** A person's terminal, with what it cannot know by itself. */
export function createAttendedScreen(options: AttendedOptions): Screen {
  const { terminal, plan, values, given, interruption, runbookFolder, transcript } = options;
  let folder: string | undefined;
  // The clock of a screen says it by itself.
  const silence = terminal.form === 'lines' ? createSilenceWatch((text) => terminal.stage.record([text])) : undefined;
  const run = openRunScreen({
    terminal,
    plan,
    values,
    given,
    interruption,
    transcript,
    editor: () => editorCommand(process.env),
    makeSafe: escapeOutput,
    recordOf: (event, state) => {
      silence?.event(event);
      return terminal.form === 'lines' ? lineOf(event, state) : recordOf(event, state, plan);
    },
    readings: {
      log: (view) => readable('Log', () => logReading(view, folder)),
      rest: (view) =>
        readable('Rest', () => ({
          title: 'What is left, as plain commands',
          rows: folder === undefined ? [] : restOfRun(view, folder, runbookFolder),
        })),
    },
  });
  return {
    prompter: run.prompter,
    watcher: run.watcher,
    // What was seen in a shell stands there already.
    output: ({ action, chunk }) => {
      if (isShellLog(action)) return;
      silence?.heard();
      run.output(chunk);
    },
    opened: (path) => {
      folder = path;
    },
    async start(ready, diagnostics) {
      let facts: StartFacts | undefined;
      const beganMs = systemClock.monoMs();
      const known = ready.then((found) => {
        facts = startFacts(found, diagnostics, options.others ?? []);
        terminal.stage.refresh();
      });
      // Whoever waits for it hears of what went wrong.
      known.catch(() => undefined);
      // A line that was said does not change any more.
      if (terminal.form === 'lines') await known;
      const effectOf = (id: string) => stepEffect(plan.runbook.steps.find((step) => step.id === id)?.body ?? [], plan);
      const checkingMs = () => systemClock.monoMs() - beganMs;
      const card = (view: Parameters<typeof startCard>[0]) =>
        startCard(view, { effectOf, facts: () => facts, checkingMs });
      const text = () => renderPlan(plan, questionsOf(plan), diagnostics).trimEnd().split('\n');
      const { confirm, name } = plan.environment ?? {};
      const started = await askStart(
        {
          person: terminal.person,
          card,
          view: run.view(),
          plan: () => ({ title: 'The whole plan', rows: text() }),
          typed: confirm === 'typed' && given.answers.get('environment') !== name ? name : undefined,
        },
        interruption.ended,
      );
      await known;
      run.settle();
      return started;
    },
    async askResume(view) {
      const how = await askResume({ person: terminal.person, view }, interruption.ended);
      run.settle();
      return how;
    },
    finish: (state, path) => run.record(['', ...finishedLines(state, shownPath(path), terminal.stage.size().columns)]),
    [Symbol.dispose]: () => run[Symbol.dispose](),
  };
}

/** With a person there, the cards say most of it: what is left are results. */
function recordOf(event: RunEvent, state: RunState, plan: RunPlan): readonly string[] {
  switch (event.type) {
    case 'step-ended': {
      const step = state.steps.get(event.step);
      return step === undefined ? [] : [stepLine(stepNumber(plan, event.step), step, state)];
    }
    case 'target-proved':
      return event.outcome === 'proved' ? [] : lineOf(event, state);
    case 'action-edited':
    case 'budget-passed':
    case 'debt-owed':
    case 'debt-settled':
    case 'fault-ended':
    case 'restore-ended':
    case 'note':
      return lineOf(event, state);
    default:
      return [];
  }
}

function lineOf(event: RunEvent, state: RunState): readonly string[] {
  const line = plainLine(event, state);
  return line === undefined ? [] : line.split('\n');
}

function startFacts(
  { checks, proofs, impossible, looks: found }: Ready,
  diagnostics: readonly Diagnostic[],
  others: readonly string[],
): StartFacts {
  const problems = checks.flatMap((check) => (check.problem === undefined ? [] : [check.problem]));
  const ready = { met: checks.length - problems.length, all: checks.map((check) => check.what), problems };
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const looks = [
    ...others,
    ...found,
    ...errors.map((diagnostic) => `you do it by hand, line ${diagnostic.place.line}: ${diagnostic.message}`),
    ...impossible.map(({ action, why }) => `${action.address}, line ${action.place.line}, cannot be run: ${why}`),
  ];
  return { ready, proofs, looks };
}

/** What cannot be read, as when somebody has removed the folder of the run, is no reason to end it. */
function readable(title: string, read: () => Reading): Reading {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { title, rows: [` It cannot be read: ${why}`] };
  }
}

const shownLogBytes = 4_000_000;

/** The whole output of the action that was begun last, as it is kept. */
function logReading({ state }: PromptView, folder: string | undefined): Reading {
  const last = [...state.actions.values()].filter(({ intended }) => intended !== undefined).at(-1);
  if (last === undefined || folder === undefined) return { title: 'Log', rows: [' Nothing has been run yet.'] };
  const ended = last.status === 'ended' ? last.ended.log?.file : undefined;
  const file = ended ?? newestLogOf(folder, last.address, last.attempts);
  const title = `Log of ${last.address}`;
  if (file === undefined) return { title, rows: [' It has no output.'] };
  const bytes = readFileSync(join(folder, file));
  const shown = escapeOutput(bytes.subarray(-shownLogBytes).toString());
  const cut = bytes.length > shownLogBytes ? [` ... the last ${shownLogBytes} bytes of ${bytes.length}`] : [];
  const rows = shown
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => ` | ${line}`);
  return { title, rows: bytes.length === 0 ? [' It has no output.'] : [...cut, ...rows] };
}

function shownPath(folder: string): string {
  const near = relative(process.cwd(), folder);
  return near.startsWith('..') ? folder : near;
}
