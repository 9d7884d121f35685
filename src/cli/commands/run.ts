import { drilledName } from '../../project/drill-place.ts';
import { type LoadedRunbook, loadValidRunbook } from '../../project/load-runbook.ts';
import { namesSecret } from '../../runbook/secret-name.ts';
import type { GivenAnswers } from '../../runner/given-answers.ts';
import { createInterruption } from '../../runner/interruption.ts';
import type { RunPlan } from '../../runner/run-plan.ts';
import { createValues, type RunValues, variablesOf } from '../../runner/values.ts';
import { askBeforeStart } from '../ask-before-start.ts';
import { environmentOf } from '../environment-of.ts';
import { executeRun } from '../execute-run.ts';
import { isAttended } from '../is-attended.ts';
import { lookWhileReading, noLooks } from '../look-while-reading.ts';
import { newRun } from '../new-run.ts';
import { NotStartedError } from '../not-started.ts';
import { createScratch } from '../open-run.ts';
import { openScreen } from '../open-screen.ts';
import { othersAtWork } from '../others-at-work.ts';
import { planRun } from '../plan-run.ts';
import { practiceOf } from '../practice-of.ts';
import { readTimes } from '../read-times.ts';
import { checkReady, refuseMissing, refuseUnanswered } from '../ready.ts';
import { receiveSignals } from '../receive-signals.ts';
import { type RunFlags, readGivenAnswers } from '../run-flags.ts';
import { secretNamesOf } from '../secret-names.ts';
import { stoppedBeforeStart } from '../stopped-before-start.ts';
import { takeTerminal } from '../take-terminal.ts';
import { prepareTargets } from '../targets.ts';
import { transcriptOf } from '../transcript-of.ts';

export interface RunCommandFlags extends RunFlags {
  /** commander's --no-input. */
  readonly input: boolean;
  readonly strictBudget?: boolean;
  /** commander's --no-transcript. */
  readonly transcript: boolean;
  readonly json?: boolean;
  /** Lines instead of a screen. */
  readonly plain?: boolean;
  /** `detect=03:14`. */
  readonly at?: readonly string[];
}

/** `runbook run FILE`: from the file to the exit code. */
export async function run(file: string, flags: RunCommandFlags): Promise<number> {
  return await begin(loadValidRunbook(file), flags, { drill: false });
}

/** What the same engine is used for. */
export interface Purpose {
  readonly drill: boolean;
  readonly fault?: boolean;
  /** What its journal says from the beginning. */
  readonly notes?: readonly string[];
  /** Flags that only mean something once the plan is known. */
  readonly withAnswers?: (flags: RunFlags, plan: RunPlan) => RunFlags;
}

/** A run or a drill of a runbook that is valid. */
export async function begin(loaded: LoadedRunbook, flags: RunCommandFlags, purpose: Purpose): Promise<number> {
  const attended = isAttended(flags);
  const times = readTimes(flags.at, Date.now());
  const interruption = createInterruption(attended);
  using _signals = receiveSignals(interruption);
  using terminal = attended ? takeTerminal(flags) : undefined;
  const environment = await environmentOf(loaded.runbook, flags.env, terminal, interruption.ended);
  using scratch = createScratch();
  const scratchFolder = scratch.folder;
  const targets = await prepareTargets({ environment, runbook: loaded.runbook, scratchFolder, variables: process.env });
  const { plan: planned, diagnostics } = await planRun(loaded, targets.environment);
  using looking = attended ? lookWhileReading(loaded) : noLooks;
  const practice = attended ? await practiceOf(loaded) : undefined;
  const plan = { ...planned, looks: looking.looks, practice, drill: drillOf(purpose) };
  const given = readGivenAnswers(purpose.withAnswers?.(flags, plan) ?? flags, plan, process.env);
  const values = valuesFrom(given, plan);
  const others = [...othersAtWork(loaded.root, plan), ...(purpose.drill ? await leftByDrills(loaded) : [])];
  const transcript = transcriptOf(flags);
  const shown = { plan, values, given, interruption, runbookFolder: loaded.folder, others, transcript } as const;
  using screen = openScreen({ ...shown, terminal, json: flags.json });
  const { ended } = interruption;
  const checking = checkReady(plan, targets, variablesOf(values, environment), ended).then((ready) => {
    if (attended) refuseMissing(ready);
    else refuseUnanswered(ready, plan, given, loaded.shown);
    return ready;
  });
  const before = { screen, plan, values, given, diagnostics, checking };
  const start = await askBeforeStart(before, ended).catch((error: unknown) => {
    if (ended.aborted) return 'left' as const;
    throw error;
  });
  if (ended.aborted) return stoppedBeforeStart(ended);
  if (start === 'left') throw new NotStartedError(['left before the start']);
  const budgets = flags.strictBudget === true ? 'strict-budget' : 'lenient-budget';
  const setup = { loaded, plan, values, targets, screen, interruption, attended, ...start };
  return await executeRun(
    { ...setup, scratchFolder, budgets, transcript },
    newRun({
      drill: purpose.drill,
      fault: purpose.fault === true,
      times,
      looks: [...others, ...(purpose.notes ?? [])],
    }),
  );
}

/** What an earlier drill has broken and not brought back is broken now. */
async function leftByDrills(loaded: LoadedRunbook): Promise<readonly string[]> {
  const { leftBrokenIn } = await import('../../project/left-broken.ts');
  if (!leftBrokenIn(loaded.root).has(drilledName(loaded))) return [];
  return ['an earlier drill was cut off and has left its environment broken: go on with that first, runbook resume'];
}

function drillOf({ drill, fault }: Purpose): RunPlan['drill'] {
  if (!drill) return undefined;
  return fault === true ? 'with-fault' : 'plain';
}

function valuesFrom(given: GivenAnswers, plan: RunPlan): RunValues {
  const values = createValues();
  for (const [name, value] of given.values) values.byName.set(name, value);
  for (const name of secretNamesOf(plan)) values.secrets.add(name);
  const inputs = new Set(plan.runbook.inputs.map((input) => input.name));
  // What is left are placeholders: they have no type, only a name.
  for (const name of given.values.keys()) if (!inputs.has(name) && namesSecret(name)) values.secrets.add(name);
  return values;
}
