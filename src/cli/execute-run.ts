import { randomUUID } from 'node:crypto';
import { isLeftBroken, type RunState } from '../events/run-state.ts';
import { removeKeptSession } from '../journal/kept-session.ts';
import type { Journal } from '../journal/open-journal.ts';
import type { KeptOutput } from '../journal/output-log.ts';
import { createRedactor, type Redactor } from '../journal/redact.ts';
import type { LoadedRunbook } from '../project/load-runbook.ts';
import type { Interruption } from '../runner/interruption.ts';
import type { ResumedFacts } from '../runner/resumed-facts.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { couldNotGoOn, type RunEnd, runRunbook } from '../runner/run-runbook.ts';
import { createRunning, type Running, type RunOptions } from '../runner/running.ts';
import type { RunValues } from '../runner/values.ts';
import type { AnsweredBefore } from './ask-before-start.ts';
import { debtsOfRun } from './debts-of-run.ts';
import { createExecutors } from './executors.ts';
import { keepEndedDrill } from './keep-drill.ts';
import { writeMessage } from './output.ts';
import { judgeFor } from './plan-run.ts';
import type { Ready } from './ready.ts';
import type { RestoredSession } from './restore-session.ts';
import { sayRest } from './say-rest.ts';
import { sayResume } from './say-resume.ts';
import { sayUnanswered } from './say-unanswered.ts';
import type { Screen } from './screen.ts';
import { keepSessionOf, type LeftState } from './session-at-rest.ts';
import { systemClock } from './system-clock.ts';
import type { Targets } from './targets.ts';
import { userName } from './user-name.ts';

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
  readonly transcript: RunOptions['transcript'];
}

/** Where a run is kept: its folder, its journal, and the name it is shown by. */
export interface RunPlace {
  readonly id: string;
  readonly folder: string;
  readonly journal: Journal;
  /** Nobody else writes it meanwhile. */
  readonly hold: Disposable;
  /** Why runs are not kept in the project, to be said aloud. */
  readonly elsewhere?: string | undefined;
}

/** What a run begins with: nothing at all, or what its journal says. */
export interface RunBeginning {
  readonly state: RunState;
  /** Carried by every process of the run in its environment; absent: none has been given yet. */
  readonly mark?: string | undefined;
  readonly resumed?: ResumedFacts | undefined;
  readonly session?: RestoredSession | undefined;
  open(
    setup: RunSetup,
    redactor: Redactor,
    onOutput: (output: KeptOutput) => void,
    onTrouble: (text: string) => void,
  ): RunPlace;
  /** Writes the first events. Resolves with `left` when the responder leaves at once. */
  begin(running: Running, setup: RunSetup, place: RunPlace, mark: string): Promise<'begun' | 'left'>;
}

/** Opens the journal and the session, runs to the end, and gives the exit code. */
export async function executeRun(setup: RunSetup, beginning: RunBeginning): Promise<number> {
  const { loaded, plan, values, targets, screen, interruption, attended } = setup;
  const redactor = createRedactor();
  for (const name of values.secrets) {
    const value = values.byName.get(name);
    if (value !== undefined) redactor.add(value);
  }
  const { state, resumed, mark = randomUUID() } = beginning;
  for (const secret of beginning.session?.secrets ?? []) redactor.add(secret);
  let keepSession: (left: LeftState) => void = () => undefined;
  // Before the journal, because it goes on getting ready while the disk is waited for.
  await using session = await createExecutors({
    folder: loaded.folder,
    root: loaded.root,
    scratchFolder: setup.scratchFolder,
    pinned: targets.pinned,
    mark,
    restore: beginning.session?.restore ?? ((initial) => initial),
    left: (left) => keepSession(left),
  });
  let sayTrouble: (text: string) => void = () => undefined;
  const place = beginning.open(
    setup,
    redactor,
    (output) => screen.output(output),
    (text) => sayTrouble(text),
  );
  using _hold = place.hold;
  await using journal = place.journal;
  screen.opened(place.folder);
  const ports = {
    executors: session.executors,
    shell: session.shell,
    prompter: screen.prompter,
    sink: journal,
    clock: systemClock,
    prover: targets,
    watcher: screen.watcher,
    interruption,
    keepSecret: (value: string) => redactor.add(value),
    hasSecret: (text: string) => redactor.text(text) !== text,
    judge: judgeFor(targets.environment),
    debts: debtsOfRun(loaded.root, mark),
  };
  const { transcript } = setup;
  const user = userName();
  const options = { attended, folder: loaded.folder, sourceName: loaded.shown, user, resumed, transcript };
  const running = createRunning(plan, values, state, ports, options);
  keepSession = keepSessionOf(place.folder, running);
  sayTrouble = (text) => void running.append({ type: 'note', level: 'look', text }).catch(() => undefined);
  try {
    const begun = await beginning.begin(running, setup, place, mark);
    const end = begun === 'left' ? await pauseAtOnce(running) : await runRunbook(running, setup.budgets);
    await running.flushed();
    screen.finish(running.state, place.journal.folder);
    if (end.exitCode === couldNotGoOn) sayUnanswered(running, loaded.shown);
    if (running.state.started?.drill === true && running.state.ended !== undefined)
      await keepEndedDrill(loaded, { id: place.id, folder: place.journal.folder });
    if (end.outcome === 'paused' && isLeftBroken(running.state)) writeMessage(stillBroken);
    if (end.outcome === 'paused' || end.outcome === 'interrupted') sayResume({ id: place.id, user, root: loaded.root });
    else removeKeptSession(place.folder, process.env);
    return end.exitCode;
  } catch (error) {
    sayRest(running, place.folder, loaded.folder);
    sayResume({ id: place.id, user, root: loaded.root });
    throw error;
  }
}

const stillBroken = 'LOOK The drill has broken its environment, which stays so until the run has gone on and ended.';

/** Left at the first card of a resume: nothing was run, and it stands paused as before. */
async function pauseAtOnce(running: Running): Promise<RunEnd> {
  await running.append({ type: 'run-paused', user: running.options.user, reason: 'by the responder' });
  return { outcome: 'paused', exitCode: 1 };
}
