import { emptyRun } from '../events/fold-run.ts';
import { createRedactor } from '../journal/redact.ts';
import type { Interruption } from '../runner/interruption.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { runRunbook } from '../runner/run-runbook.ts';
import { createRunning, type Running } from '../runner/running.ts';
import type { RunValues } from '../runner/values.ts';
import type { AnsweredBefore } from './ask-before-start.ts';
import { createExecutors } from './executors.ts';
import type { LoadedRunbook } from './load-runbook.ts';
import { openRun, runStarted, userName } from './open-run.ts';
import type { Ready } from './ready.ts';
import type { Screen } from './screen.ts';
import { systemClock } from './system-clock.ts';
import type { Targets } from './targets.ts';

/** All that a run needs once it may start. */
export interface RunSetup {
  readonly loaded: LoadedRunbook;
  readonly plan: RunPlan;
  readonly values: RunValues;
  readonly targets: Targets;
  readonly screen: Screen;
  readonly interruption: Interruption;
  readonly attended: boolean;
  readonly ready: Ready;
  readonly answers: readonly AnsweredBefore[];
  readonly scratchFolder: string;
  readonly budgets: 'strict-budget' | 'lenient-budget';
}

/** Opens the journal and the session, runs to the end, and gives the exit code. */
export async function executeRun(setup: RunSetup): Promise<number> {
  const { loaded, plan, values, targets, screen, interruption, attended } = setup;
  const redactor = createRedactor();
  for (const name of values.secrets) {
    const value = values.byName.get(name);
    if (value !== undefined) redactor.add(value);
  }
  const { scratchFolder } = setup;
  // Before the journal, because it goes on getting ready while the disk is waited for.
  await using session = await createExecutors({ folder: loaded.folder, scratchFolder, pinned: targets.pinned });
  const opened = openRun(loaded, redactor, (output) => screen.output(output));
  await using journal = opened.journal;
  screen.opened(opened.folder);
  const ports = {
    executors: session.executors,
    prompter: screen.prompter,
    sink: journal,
    clock: systemClock,
    prover: targets,
    watcher: screen.watcher,
    interruption,
    keepSecret: (value: string) => redactor.add(value),
  };
  const options = { attended, folder: loaded.folder, sourceName: loaded.shown, user: userName() };
  const running = createRunning(plan, values, emptyRun(), ports, options);
  await running.append(runStarted(opened.id, loaded, plan, values, attended));
  await recordStart(setup, opened.elsewhere, running);
  const end = await runRunbook(running, setup.budgets);
  await running.flushed();
  screen.finish(running.state, opened.folder);
  return end.exitCode;
}

/** What was proved and answered before the clock started belongs to the run all the same. */
async function recordStart(
  { ready, answers }: RunSetup,
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
    const { answer, by } = reply;
    await running.append({
      type: 'question-answered',
      question: question.id,
      kind,
      text: question.text,
      answer,
      by,
      user,
    });
  }
  if (elsewhere !== undefined) await running.append({ type: 'note', level: 'look', text: elsewhere });
}
