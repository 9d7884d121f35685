import type { RunState } from '../events/run-state.ts';
import type { LeftBehind } from '../journal/lost-actions.ts';
import type { Environment } from '../runbook/environment.ts';
import type { RunningQuestion } from '../runner/question.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { executeRun, type RunSetup } from './execute-run.ts';
import { sessionEnvironment } from './executors.ts';
import type { HeldRun } from './hold-found.ts';
import { type KeptRun, keptRun } from './kept-run.ts';
import { type KeptRunbook, loadKeptRunbook } from './load-kept-runbook.ts';
import { contentsOf } from './open-run.ts';
import { planKeptRun } from './plan-run.ts';
import { provedBefore } from './proved-before.ts';
import { restoreSession } from './restore-session.ts';
import { resumedFacts } from './resumed-facts.ts';
import { chooseEnvironment } from './run-flags.ts';
import { stateAfterLoss } from './state-after-loss.ts';
import { findStillRunning } from './still-running.ts';
import { prepareTargets, type Targets } from './targets.ts';

/** A run that is to go on: its runbook and targets as they were, and how it stands. */
export interface RunToGoOn {
  readonly held: HeldRun;
  readonly kept: KeptRunbook;
  readonly environment: Environment | undefined;
  readonly targets: Targets;
  readonly plan: RunPlan;
  /** What it left running. */
  readonly still: readonly RunningQuestion[];
  readonly left: LeftBehind;
  readonly state: RunState;
}

/** Reads everything that a run goes on with; nothing is run, and nothing written. */
export async function readRunToGoOn(
  held: HeldRun,
  { useChanged }: { readonly useChanged?: boolean | undefined },
  scratchFolder: string,
  signal: AbortSignal,
): Promise<RunToGoOn> {
  const { run } = held;
  const kept = loadKeptRunbook(run, useChanged === true ? 'changed' : 'kept');
  const { loaded } = kept;
  const { runbook } = loaded;
  const environment = chooseEnvironment(runbook, run.state.started?.environment);
  const proved = provedBefore(run.events);
  const variables = process.env;
  const targets = await prepareTargets({ environment, runbook, scratchFolder, variables, provedBefore: proved });
  const plan = await planKeptRun(kept, targets.environment, run.state);
  const still = await findStillRunning(run.state, signal);
  const { droppedEdits, goesOnWith } = kept;
  const contents = { droppedEdits: [...droppedEdits], digest: '', keptAs: '', ...contentsOf(plan) };
  const after = stateAfterLoss(run, goesOnWith === 'changed' ? contents : undefined);
  return { held, kept, environment, targets, plan, still, ...after };
}

/** Goes on with it, in its own session as far as that is still there, and gives the exit code. */
export async function goOn(
  { held, kept, targets, plan, still, left, state }: RunToGoOn,
  setup: Omit<RunSetup, 'loaded' | 'plan' | 'targets'>,
  purpose: KeptRun['purpose'],
): Promise<number> {
  const { run } = held;
  const session = restoreSession(run.folder, state, plan, sessionEnvironment(targets.pinned, kept.loaded.root));
  for (const name of session.lostVariables) setup.values.lostVariables.add(name);
  const resumed = resumedFacts(run.state, kept, session);
  const beginning = keptRun({ held, kept, left, still, resumed, session, purpose });
  return await executeRun({ ...setup, loaded: kept.loaded, plan, targets }, beginning);
}
