import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { emptyRun } from '../../events/fold-run.ts';
import { createRedactor } from '../../journal/redact.ts';
import type { Environment } from '../../runbook/environment.ts';
import type { GivenAnswers } from '../../runner/given-answers.ts';
import { createInterruption, type Interruption } from '../../runner/interruption.ts';
import { missingAnswers } from '../../runner/missing-answers.ts';
import type { Prompter } from '../../runner/prompter.ts';
import type { Proof } from '../../runner/prover.ts';
import type { Question, Reply } from '../../runner/question.ts';
import { questionsOf } from '../../runner/questions-of.ts';
import type { RunPlan } from '../../runner/run-plan.ts';
import { runRunbook } from '../../runner/run-runbook.ts';
import { createRunning, type Running } from '../../runner/running.ts';
import { createUnattendedPrompter } from '../../runner/unattended-prompter.ts';
import { createValues, type RunValues, variablesOf } from '../../runner/values.ts';
import { createExecutors } from '../executors.ts';
import { InvalidRunbookError, type LoadedRunbook, loadValidRunbook } from '../load-runbook.ts';
import { NotStartedError } from '../not-started.ts';
import { createScratch, openRun, runStarted, userName } from '../open-run.ts';
import { planRun } from '../plan-run.ts';
import { checkPrerequisites, type PreflightCheck } from '../preflight.ts';
import { chooseEnvironment, type RunFlags, readGivenAnswers } from '../run-flags.ts';
import { createScreen, type Screen } from '../screen.ts';
import { systemClock } from '../system-clock.ts';
import { prepareTargets, type Targets } from '../targets.ts';
import { UsageError } from '../usage-error.ts';

export interface RunCommandFlags extends RunFlags {
  /** commander's --no-input. */
  readonly input: boolean;
  readonly strictBudget?: boolean;
  readonly json?: boolean;
}

const nothingChanged = '     Nothing has been changed.';

/** `runbook run FILE`: from the file to the exit code. */
export async function run(file: string, flags: RunCommandFlags): Promise<number> {
  const loaded = loadValidRunbook(file);
  const attended = flags.input && flags.json !== true && process.stdin.isTTY === true && process.stdout.isTTY === true;
  const interruption = createInterruption(attended);
  using _signals = receiveSignals(interruption);
  const environment = await environmentFor(loaded, flags.env, attended);
  const { plan, diagnostics } = await planRun(loaded, environment);
  const wrongTargets = diagnostics.filter((diagnostic) => diagnostic.code === 'target-mismatch');
  if (hasErrors(wrongTargets)) throw new InvalidRunbookError({ ...loaded, diagnostics: wrongTargets });
  const given = readGivenAnswers(flags, plan, process.env);
  using scratch = createScratch();
  const targets = await prepareTargets({
    environment,
    runbook: loaded.runbook,
    scratchFolder: scratch.folder,
    variables: process.env,
  });
  const values = valuesFrom(given, plan);
  const screen = createScreen({ attended, json: flags.json === true, plan, given, interruption });
  const ready = await preflight(plan, targets, values, interruption);
  const prompter = attended ? screen.prompter : createUnattendedPrompter(given);
  if (!attended) refuseWithoutAnswers(plan, given, ready, loaded);
  else screen.showStart(ready, diagnostics);
  const answers = await askBeforeStart(prompter, plan, values, interruption);
  if (attended && (await screen.askStart()) === 'left')
    throw new NotStartedError(['left before the start'], nothingChanged);
  return await execute({
    loaded,
    plan,
    values,
    targets,
    screen,
    prompter,
    interruption,
    attended,
    ready,
    answers,
    scratch: scratch.folder,
    flags,
  });
}

/** Signals reach whoever decides what they mean at this moment. */
function receiveSignals(interruption: Interruption): Disposable {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const listeners = signals.map((signal) => [signal, () => interruption.receive(signal)] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return {
    [Symbol.dispose]: () => {
      for (const [signal, listener] of listeners) process.off(signal, listener);
    },
  };
}

/** Where environments are defined one must be named; the current context is never taken for an answer. */
async function environmentFor(
  loaded: LoadedRunbook,
  name: string | undefined,
  attended: boolean,
): Promise<Environment | undefined> {
  const { runbook } = loaded;
  if (name !== undefined || runbook.environments.length === 0) return chooseEnvironment(runbook, name);
  if (!attended) {
    const names = runbook.environments.map((environment) => environment.name);
    throw new UsageError(
      'this runbook defines environments and none is named',
      `Add --env ${names.join(' or --env ')}.`,
    );
  }
  const { askEnvironment } = await import('../../terminal/ask-environment.ts');
  return askEnvironment(runbook.environments);
}

function valuesFrom(given: GivenAnswers, plan: RunPlan): RunValues {
  const values = createValues();
  for (const [name, value] of given.values) values.byName.set(name, value);
  for (const input of plan.runbook.inputs) if (input.type === 'secret') values.secrets.add(input.name);
  return values;
}

export interface Ready {
  readonly checks: readonly PreflightCheck[];
  readonly proofs: readonly Proof[];
}

/** The tool's own checks, all together, before the clock starts. */
async function preflight(
  plan: RunPlan,
  targets: Targets,
  values: RunValues,
  interruption: Interruption,
): Promise<Ready> {
  const checks = checkPrerequisites(plan.runbook, process.env);
  const proofs = await targets.prove(variablesOf(values, plan.environment), interruption.ended);
  const missing = checks.filter((check) => check.problem !== undefined);
  if (missing.length > 0)
    throw new NotStartedError(
      missing.map((check) => check.problem ?? ''),
      nothingChanged,
    );
  return { checks, proofs };
}

/** Without a person every answer must be there, and every target proved, before the first effect. */
function refuseWithoutAnswers(plan: RunPlan, given: GivenAnswers, { proofs }: Ready, loaded: LoadedRunbook): void {
  const unproved = proofs.filter((proof) => proof.outcome !== 'proved');
  if (unproved.length > 0)
    throw new NotStartedError(
      unproved.map((proof) => `the target is not proved: ${proof.detail}`),
      nothingChanged,
    );
  const missing = missingAnswers(plan, given);
  if (missing.length === 0) return;
  const count =
    missing.length === 1
      ? '1 answer is needed and nobody is there to ask'
      : `${missing.length} answers are needed and nobody is there to ask`;
  const lines = missing.flatMap(({ question, flags, refusal }) => {
    const head = `     ${stepNumber(question, plan)}${labelOf(question, plan)}`;
    const place = `${loaded.shown}:${question.place.line}`;
    const how =
      refusal === undefined
        ? `         add  ${flags.join('  or  ')}`
        : `         REFUSED: ${refusal}; answer the condition before it with no, or run it with a person`;
    return [`${head.padEnd(58)} ${place}`, how];
  });
  throw new NotStartedError([`${count}.`, ...lines], nothingChanged);
}

function stepNumber(question: Question, plan: RunPlan): string {
  const index = plan.graph.order.indexOf(question.step ?? '');
  return index === -1 ? '' : `${index + 1}/${plan.graph.order.length} `;
}

function labelOf(question: Question, plan: RunPlan): string {
  if (question.kind !== 'run') return question.text;
  const [first] = question.actions;
  const where = plan.environment === undefined ? '' : ` to ${plan.environment.name}`;
  return first === undefined ? question.text : `${first.may.effect.toUpperCase()}${where}: ${question.text}`;
}

interface Answered {
  readonly question: Question;
  readonly reply: Reply & { readonly do: 'answer' };
}

/** What the tool cannot check is asked; a prerequisite that is not met keeps the run from starting. */
async function askBeforeStart(
  prompter: Prompter,
  plan: RunPlan,
  values: RunValues,
  interruption: Interruption,
): Promise<readonly Answered[]> {
  const questions = questionsOf(plan).filter(
    (question) => question.kind === 'prerequisite' || question.kind === 'environment',
  );
  const answers: Answered[] = [];
  const view = { plan, state: emptyRun(), values, elapsedMs: () => 0 };
  for (const question of questions) {
    const reply = await prompter.reply(question, view, interruption.ended);
    if (reply.do === 'leave') throw new NotStartedError(['left before the start'], nothingChanged);
    if (reply.answer === 'no') throw new NotStartedError([`prerequisite NOT MET: ${question.text}`], nothingChanged);
    answers.push({ question, reply });
  }
  return answers;
}

interface Execution {
  readonly loaded: LoadedRunbook;
  readonly plan: RunPlan;
  readonly values: RunValues;
  readonly targets: Targets;
  readonly screen: Screen;
  readonly prompter: Prompter;
  readonly interruption: Interruption;
  readonly attended: boolean;
  readonly ready: Ready;
  readonly answers: readonly Answered[];
  readonly scratch: string;
  readonly flags: RunCommandFlags;
}

async function execute(execution: Execution): Promise<number> {
  const { loaded, plan, values, targets, screen, prompter, interruption, attended } = execution;
  const redactor = createRedactor();
  for (const name of values.secrets) {
    const value = values.byName.get(name);
    if (value !== undefined) redactor.add(value);
  }
  const opened = openRun(loaded, redactor, (output) => screen.output(output));
  await using journal = opened.journal;
  await using executors = await createExecutors({
    folder: loaded.folder,
    scratchFolder: execution.scratch,
    variables: targets.variables,
  });
  const ports = {
    executors: executors.executors,
    prompter,
    sink: journal,
    clock: systemClock,
    prover: targets,
    watcher: screen.watcher,
    interruption,
    keepSecret: (value: string) => void redactor.add(value),
  };
  const options = { attended, folder: loaded.folder, sourceName: loaded.shown, user: userName() };
  const running = createRunning(plan, values, emptyRun(), ports, options);
  await running.append(runStarted(opened.id, loaded, plan, values, attended));
  await recordStart(execution, opened.elsewhere, running);
  const end = await runRunbook(running, execution.flags.strictBudget === true ? 'strict-budget' : 'lenient-budget');
  screen.finish(running.state, opened.folder);
  return end.exitCode;
}

/** What was proved and answered before the clock started belongs to the run all the same. */
async function recordStart(
  { ready, answers }: Execution,
  elsewhere: string | undefined,
  running: Running,
): Promise<void> {
  for (const proof of ready.proofs) {
    const detail = proof.outcome === 'proved' ? undefined : proof.detail;
    await running.append({ type: 'target-proved', target: proof.target, outcome: proof.outcome, detail });
  }
  for (const { question, reply } of answers) {
    const user = reply.by === 'responder' ? running.options.user : undefined;
    const kind = question.kind === 'environment' ? 'environment' : 'prerequisite';
    await running.append({
      type: 'question-answered',
      question: question.id,
      kind,
      text: question.text,
      answer: reply.answer,
      by: reply.by,
      user,
    });
  }
  if (elsewhere !== undefined) await running.append({ type: 'note', level: 'look', text: elsewhere });
}
