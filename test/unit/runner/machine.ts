import type { EventBody, EventBodyOf } from '../../../src/events/event.ts';
import { applyEvent, emptyRun } from '../../../src/events/fold-run.ts';
import { actionsInFlight, type RunState } from '../../../src/events/run-state.ts';
import { buildGraph } from '../../../src/graph/build-graph.ts';
import { parseRunbook } from '../../../src/markdown/parse-runbook.ts';
import type { Action } from '../../../src/runbook/action.ts';
import { allActionsOf } from '../../../src/runbook/actions-of.ts';
import type { Disposition } from '../../../src/runbook/disposition.ts';
import type { Command } from '../../../src/runner/command.ts';
import { expectedAnswer } from '../../../src/runner/expected-answer.ts';
import { nextCommand } from '../../../src/runner/next-command.ts';
import { checkAgainQuestion, type Question } from '../../../src/runner/question.ts';
import type { RunPlan } from '../../../src/runner/run-plan.ts';
import { undoAddresses } from '../../../src/runner/undo.ts';
import { createValues, type RunValues } from '../../../src/runner/values.ts';

/** What classification says of an action that has no effect, or against its effect. */
export interface Given {
  readonly may: Disposition['may'];
  readonly row?: number;
  readonly statusIsFinding?: boolean;
  readonly successIsFinding?: boolean;
}

/** A plan of a text without errors; an action without an effect is shown, unless a disposition says otherwise. */
export function planOf(text: string, given: Readonly<Record<string, Given>> = {}): RunPlan {
  const { runbook, diagnostics } = parseRunbook(text);
  if (runbook === undefined) throw new Error('no runbook');
  const built = buildGraph(runbook);
  const errors = [...diagnostics, ...built.diagnostics].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  const dispositions = new Map(
    allActionsOf(runbook).map((action) => [action.address, dispositionFor(action, given[action.address])] as const),
  );
  return { runbook, graph: built.graph, dispositions, environment: undefined };
}

function dispositionFor(action: Action, given: Given | undefined): Disposition {
  const judged = { row: 0, reasons: ['a reason'] };
  if (given?.may === 'be-refused') {
    return { ...judged, may: 'be-refused', code: 'shell-syntax-error', line: action.place.line, hint: 'a hint' };
  }
  if (given?.may === 'be-shown') return { ...judged, may: 'be-shown', row: given.row ?? 2 };
  if (given?.may === 'be-handed-off') {
    return { ...judged, may: 'be-handed-off', effect: 'write', script: '', program: 'psql', wayOut: '\\q' };
  }
  return {
    ...judged,
    may: 'run',
    effect: action.effect ?? 'write',
    assumed: action.effect === undefined,
    script: action.source,
    placeholders: [],
    allowListed: false,
    statusIsFinding: given?.statusIsFinding ?? false,
    successIsFinding: given?.successIsFinding ?? false,
    masksOutput: false,
    dependsOn: [],
  };
}

/** What an execution brings: its exit code, or how else it ended, and its outputs. */
export interface Brought {
  readonly outcome: EventBodyOf<'action-ended'>['outcome'];
  readonly exitCode?: number;
  readonly outputs?: Readonly<Record<string, string>>;
}

/** Who answers and what the actions bring. */
export interface World {
  /** The answer and its reason. */
  readonly answer: (question: Question) => string;
  readonly bring: (action: Action, attempt: number) => Brought;
  readonly seen?: (command: Command, state: RunState) => void;
}

export interface Played {
  /** One line per command, in order. */
  readonly lines: readonly string[];
  readonly state: RunState;
}

const mostCommands = 2_000;

/** Carries out commands as the loop does, without an outside, until the run has ended. */
export function play(
  plan: RunPlan,
  world: World,
  values: RunValues = createValues(),
  /** After so many events the run is killed, and gone on with, with what its file says by then. */
  killedAfter: readonly number[] = [],
  file: 'kept' | 'changed' = 'kept',
): Played {
  const state = emptyRun();
  const write = createAppend(state);
  let written = 0;
  const append: Append = (body) => {
    write(body);
    written += 1;
    if (killedAfter.includes(written)) throw killed;
  };
  write(startOf(plan));
  const lines: string[] = [];
  for (let count = 0; count < mostCommands; count += 1) {
    const command = nextCommand(plan, state, values);
    world.seen?.(command, state);
    lines.push(lineOf(command));
    if (command.do === 'end-run') return { lines, state };
    try {
      perform(command, world, values, append, { plan, state });
    } catch (error) {
      if (error !== killed) throw error;
      goOn(plan, state, write, file);
    }
  }
  throw new Error(`no end after ${mostCommands} commands:\n${lines.slice(-20).join('\n')}`);
}

const killed = new Error('killed');

/** As a resume does: nobody saw how what was in flight ended. */
function goOn({ graph }: RunPlan, state: RunState, write: Append, file: 'kept' | 'changed'): void {
  const steps = graph.order.map((id) => ({ id, title: id }));
  const now = { digest: '', keptAs: 'runbook-2.md', steps, criteria: [], followUps: [] };
  const changed = file === 'changed' ? now : undefined;
  write({ type: 'run-resumed', user: 'jonas', host: 'bastion-3', pid: 2, changed });
  for (const { address, attempts } of actionsInFlight(state)) {
    const facts = { action: address, attempt: attempts, elapsedMs: 0, tail: [], outputs: {} };
    write({ type: 'action-ended', outcome: 'unknown', ...facts });
  }
}

type Append = (body: EventBody) => void;

function createAppend(state: RunState): Append {
  let seq = 0;
  return (body) => {
    seq += 1;
    applyEvent(state, { v: 1, seq, at: '2026-11-23T03:14:09.000Z', monoMs: seq, prev: '', ...body });
  };
}

function startOf({ runbook, graph }: RunPlan): EventBody {
  const steps = graph.order.flatMap((id) => runbook.steps.filter((step) => step.id === id));
  return {
    type: 'run-started',
    run: '1123-0314',
    runbook: { path: 'a.md', name: runbook.name, title: runbook.title, digest: '' },
    drill: false,
    responder: { user: 'mira', host: 'bastion-2', pid: 1 },
    version: '0.1.0',
    attended: true,
    steps: steps.map(({ id, title }) => ({ id, title })),
    criteria: runbook.criteria.map(({ id, text }) => ({ id, text })),
    followUps: [],
    inputs: {},
  };
}

function perform(
  command: Command,
  world: World,
  values: RunValues,
  append: Append,
  { plan, state }: { plan: RunPlan; state: RunState },
): void {
  switch (command.do) {
    case 'start-step':
      return append({ type: 'step-started', step: command.step });
    case 'ask': {
      const answer = world.answer(command.question);
      const edited = command.question.kind === 'run' ? command.question.actions[0]?.action : undefined;
      if (answer === 'edit' && edited !== undefined)
        return append({ type: 'action-edited', action: edited.address, source: 'act', user: 'mira' });
      if (answer === 'again') return record(checkAgain, answer, 'responder', values, append);
      if (answer === 'undo') return append({ type: 'undo-started', actions: [...undoAddresses(plan, state)] });
      const [, choice, option] = /^choose (.+)=(.+)$/.exec(answer) ?? [];
      if (choice === undefined || option === undefined)
        return record(command.question, answer, 'responder', values, append);
      return append({ type: 'option-chosen', choice, option, title: option, by: 'responder' });
    }
    case 'settle':
      return record(command.question, command.answer, 'value', values, append);
    case 'execute':
      return execute(command, world, values, append);
    case 'end-step': {
      const { step, outcome, detail } = command;
      return append({ type: 'step-ended', step, outcome, detail, elapsedMs: 0 });
    }
    case 'record-check': {
      const by = command.by === 'check' ? 'check' : (state.answers.get(command.criterion)?.by ?? 'responder');
      return append({ type: 'check-ended', criterion: command.criterion, verdict: command.verdict, by });
    }
    case 'end-undo':
      return append({ type: 'undo-ended', outcome: command.outcome });
    case 'end-run':
      return;
  }
}

const checkAgain = checkAgainQuestion({
  kind: 'criterion',
  id: '',
  text: '',
  place: { line: 1, column: 1, endLine: 1, endColumn: 1 },
});

/** `skip: too slow` is the answer `skip` with the reason `too slow`. */
function record(question: Question, text: string, by: 'responder' | 'value', values: RunValues, append: Append): void {
  const [answer = '', reason] = text.split(': ');
  if (question.kind === 'option') {
    return append({ type: 'option-chosen', choice: question.id, option: answer, title: answer, by });
  }
  const isValue = question.kind === 'input' || question.kind === 'placeholder';
  if (isValue) values.byName.set(question.id, answer);
  append({
    type: 'question-answered',
    question: question.id,
    kind: question.kind === 'placeholder' ? 'input' : question.kind,
    text: question.text,
    answer: expectedAnswer(question, answer),
    by,
    user: by === 'responder' ? 'mira' : undefined,
    reason,
    covers: question.kind === 'run' ? question.actions.map(({ action }) => action.address) : undefined,
  });
}

function execute(command: Command & { do: 'execute' }, { bring }: World, values: RunValues, append: Append): void {
  const { action, may, attempt } = command;
  const facts = { action: action.address, attempt } as const;
  const { outcome, exitCode, outputs = {} } = bring(action, attempt);
  append({ type: 'action-intended', ...facts, kind: action.kind, effect: may.effect, command: may.script, line: 1 });
  for (const [name, value] of Object.entries(outputs)) values.byName.set(name, value);
  const message = outcome === 'succeeded' ? undefined : outcome;
  append({ type: 'action-ended', ...facts, outcome, exitCode, message, elapsedMs: 0, tail: [], outputs });
}

function lineOf(command: Command): string {
  switch (command.do) {
    case 'start-step':
      return `begin ${command.step}`;
    case 'ask':
      return `ask ${command.question.kind} ${command.question.id}`;
    case 'settle':
      return `settle ${command.question.id}=${command.answer}`;
    case 'execute':
      return `execute ${command.action.address}${command.attempt > 1 ? ` attempt ${command.attempt}` : ''}`;
    case 'end-step':
      return `end ${command.step} ${command.outcome}${command.detail === undefined ? '' : ` (${command.detail})`}`;
    case 'record-check':
      return `${command.verdict} ${command.criterion} by ${command.by}`;
    case 'end-undo':
      return `undo ${command.outcome}`;
    case 'end-run':
      return [`${command.outcome}`, ...command.reasons].join('; ');
  }
}

/** A world in which all goes well but for what is named: answers by question, outcomes by action, one per attempt. */
export function worldOf(
  answers: Readonly<Record<string, string>> = {},
  brought: Readonly<Record<string, readonly (Brought['outcome'] | number)[]>> = {},
): World {
  return {
    answer: (question) => answers[question.id] ?? usual(question),
    bring: (action, attempt) => {
      const listed = brought[action.address];
      const found = listed?.[Math.min(attempt, listed.length) - 1] ?? 'succeeded';
      if (typeof found === 'string') return { outcome: found };
      return { outcome: found === 0 ? 'succeeded' : 'failed', exitCode: found };
    },
  };
}

function usual(question: Question): string {
  switch (question.kind) {
    case 'run':
      return question.typed ?? 'run';
    case 'option':
      return question.choice.preselected;
    case 'by-hand':
      return 'done';
    case 'failure':
      return 'end';
    case 'running':
      return 'stop';
    case 'unknown':
      return question.ways[0] ?? 'retry';
    case 'input':
    case 'placeholder':
      return 'value';
    case 'environment':
    case 'target':
      return question.typed;
    case 'journal':
      return 'go-on';
    case 'guard':
    case 'prerequisite':
    case 'checklist':
    case 'criterion':
    case 'finding':
      return 'yes';
  }
}
