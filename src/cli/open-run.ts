import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventBodyOf } from '../events/event.ts';
import type { ToldTimes } from '../events/told-time.ts';
import { causeOf, JournalError } from '../journal/journal-error.ts';
import { listRunNames } from '../journal/list-runs.ts';
import { createRun } from '../journal/new-run.ts';
import { openJournal } from '../journal/open-journal.ts';
import type { KeptOutput } from '../journal/output-log.ts';
import { ownIdentity } from '../journal/process-identity.ts';
import type { Redactor } from '../journal/redact.ts';
import { shownIdOf } from '../journal/run-name.ts';
import { refugesOf, stateFolderOf, stateFoldersOf } from '../journal/state-folder.ts';
import { digestOf } from '../project/digest-of.ts';
import type { LoadedRunbook } from '../project/load-runbook.ts';
import { UsageError } from '../project/usage-error.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { shownValues } from '../runner/values.ts';
import type { RunPlace, RunSetup } from './execute-run.ts';
import { holdPlace } from './hold-place.ts';
import { systemClock } from './system-clock.ts';
import { userName } from './user-name.ts';
import { version } from './version.ts';

export function openRun(
  loaded: LoadedRunbook,
  redactor: Redactor,
  onOutput: (output: KeptOutput) => void,
  onTrouble: (text: string) => void,
): RunPlace {
  const { created, stateFolder, elsewhere } = createSomewhere(loaded);
  const { folder } = created;
  const id = shownIdOf(created.name, listRunNames(stateFolder));
  const hold = holdPlace(loaded.root, { id, name: created.name });
  const refuges = refugesOf(loaded.root, created.name);
  const journal = openJournal({ folder, clock: systemClock, redactor, onOutput, refuges, onTrouble });
  return { id, folder, hold, journal, elsewhere };
}

/** In the project; where that takes nothing, in the first place that does. */
function createSomewhere(loaded: LoadedRunbook) {
  const state = stateFolderOf(loaded.root);
  const options = { runbookName: loaded.runbook.name, runbookText: loaded.text, clock: systemClock };
  const said = state.place === 'elsewhere' ? `runs are kept in ${state.folder}: ${state.why}` : undefined;
  try {
    return {
      created: createRun({ ...options, stateFolder: state.folder }),
      stateFolder: state.folder,
      elsewhere: said,
    };
  } catch (error) {
    for (const stateFolder of stateFoldersOf(loaded.root).filter((folder) => folder !== state.folder)) {
      const created = createdIn(stateFolder, options);
      if (created === undefined) continue;
      const why = error instanceof JournalError ? causeOf(error.cause) : causeOf(error);
      return { created, stateFolder, elsewhere: `the run is kept in ${created.folder}: ${why}` };
    }
    throw error;
  }
}

function createdIn(stateFolder: string, options: Omit<Parameters<typeof createRun>[0], 'stateFolder'>) {
  try {
    return createRun({ ...options, stateFolder });
  } catch {
    return undefined;
  }
}

/** What a new run says of itself at the beginning. */
export interface NewRun {
  /** Practice: it is written down as one. */
  readonly drill: boolean;
  /** It breaks its environment first, and brings that back. */
  readonly fault: boolean;
  /** What whoever began it knows. */
  readonly times: ToldTimes;
  readonly looks: readonly string[];
}

/** The first event of a run: what is run, by whom, with which values. */
export function runStarted(
  id: string,
  { loaded, plan, values, attended }: RunSetup,
  { drill, fault, times }: NewRun,
  mark: string,
): EventBodyOf<'run-started'> {
  const { runbook } = plan;
  const { path, shown, folder, procedure, text } = loaded;
  return {
    type: 'run-started',
    run: id,
    runbook: {
      ...{ path: shown, name: runbook.name, title: runbook.title, digest: digestOf(text) },
      ...{ folder, file: path, procedure },
    },
    mark,
    drill,
    ...(fault ? { fault } : {}),
    ...(Object.keys(times).length > 0 ? { times } : {}),
    environment: plan.environment?.name,
    responder: { user: userName(), ...ownIdentity() },
    version,
    attended,
    ...contentsOf(plan),
    inputs: shownValues(values),
  };
}

/** What is in the runbook, as far as a reader of the run needs it. */
export function contentsOf({ runbook, graph }: RunPlan) {
  const budgetOf = (budget: { lowerMs: number; upperMs: number } | undefined) =>
    budget && { lowerMs: budget.lowerMs, upperMs: budget.upperMs };
  const steps = graph.order.flatMap((step) => runbook.steps.filter((one) => one.id === step));
  return {
    budget: budgetOf(runbook.budget),
    steps: steps.map((step) => ({ id: step.id, title: step.title, budget: budgetOf(step.budget) })),
    criteria: runbook.criteria.map((criterion) => ({ id: criterion.id, text: criterion.text })),
    followUps: runbook.followUps.map((item) => item.text),
  };
}

/** A private folder for pipes, scripts and the kubeconfig; gone when the run is. */
export function createScratch(): { readonly folder: string } & Disposable {
  const folder = makeScratch();
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

function makeScratch(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'runbook-'));
  } catch (cause) {
    const hint = 'Make it, free some space in it, or set TMPDIR to a folder that can be written.';
    throw new UsageError(`no folder for pipes and scripts can be made in ${tmpdir()}: ${causeOf(cause)}`, hint, {
      cause,
    });
  }
}
