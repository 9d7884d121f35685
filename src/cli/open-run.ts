import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { EventBodyOf } from '../events/event.ts';
import { causeOf } from '../journal/journal-error.ts';
import { listRunNames } from '../journal/list-runs.ts';
import { createRun } from '../journal/new-run.ts';
import { type Journal, openJournal } from '../journal/open-journal.ts';
import type { KeptOutput } from '../journal/output-log.ts';
import { ownIdentity } from '../journal/process-identity.ts';
import type { Redactor } from '../journal/redact.ts';
import { shownIdOf } from '../journal/run-name.ts';
import { stateFolderOf } from '../journal/state-folder.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { type RunValues, shownValues } from '../runner/values.ts';
import type { LoadedRunbook } from './load-runbook.ts';
import { systemClock } from './system-clock.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** A run's place on disk: its folder, its journal, and the name it is shown by. */
export interface OpenRun {
  readonly id: string;
  readonly folder: string;
  readonly journal: Journal;
  /** Why runs are not kept in the project, to be said aloud. */
  readonly elsewhere: string | undefined;
}

export function openRun(loaded: LoadedRunbook, redactor: Redactor, onOutput: (output: KeptOutput) => void): OpenRun {
  const state = stateFolderOf(loaded.root);
  const created = createRun({
    stateFolder: state.folder,
    runbookName: loaded.runbook.name,
    runbookText: loaded.text,
    clock: systemClock,
  });
  const id = shownIdOf(created.name, listRunNames(state.folder));
  const journal = openJournal({ folder: created.folder, clock: systemClock, redactor, onOutput });
  const elsewhere = state.place === 'elsewhere' ? `runs are kept in ${state.folder}: ${state.why}` : undefined;
  return { id, folder: created.folder, journal, elsewhere };
}

/** The first event of a run: what is run, by whom, with which values. */
export function runStarted(
  id: string,
  loaded: LoadedRunbook,
  plan: RunPlan,
  values: RunValues,
  attended: boolean,
): EventBodyOf<'run-started'> {
  const { runbook } = plan;
  const budgetOf = (budget: { lowerMs: number; upperMs: number } | undefined) =>
    budget && { lowerMs: budget.lowerMs, upperMs: budget.upperMs };
  const steps = plan.graph.order.flatMap((step) => runbook.steps.filter((one) => one.id === step));
  return {
    type: 'run-started',
    run: id,
    runbook: { path: loaded.shown, name: runbook.name, title: runbook.title, digest: digestOf(loaded.text) },
    drill: false,
    environment: plan.environment?.name,
    responder: { user: userName(), ...ownIdentity() },
    version,
    attended,
    budget: budgetOf(runbook.budget),
    steps: steps.map((step) => ({ id: step.id, title: step.title, budget: budgetOf(step.budget) })),
    criteria: runbook.criteria.map((criterion) => ({ id: criterion.id, text: criterion.text })),
    followUps: runbook.followUps.map((item) => item.text),
    inputs: shownValues(values),
  };
}

/** sha256, hex. */
function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? 'unknown';
  }
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
