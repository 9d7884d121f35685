import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Freshness, freshnessOf, hasLeftBroken, recentDrills } from '../drill/freshness.ts';
import type { DrillRecord } from '../drill/record.ts';
import { type DrillStatistics, statisticsOf } from '../drill/statistics.ts';
import { readLastDrillRecords } from '../journal/drill-records.ts';
import { findRoot } from '../journal/find-root.ts';
import { digestOf, executionOf } from './digest-of.ts';
import { drilledName, drillFileOf } from './drill-place.ts';
import { findLintJobs } from './find-lint-jobs.ts';
import { leftBrokenIn } from './left-broken.ts';
import { loadProcedures, loadRunbook } from './load-runbook.ts';
import { readConfig } from './read-config.ts';
import { type Say, withoutProblems } from './read-drills.ts';

/** A runbook of the project, and whether it was practised lately. */
export interface DrilledRunbook {
  /** Absolute. */
  readonly path: string;
  /** Which one, of a file that holds several. */
  readonly procedure: string | undefined;
  readonly name: string;
  /** Of the last drills alone, and without their steps. */
  readonly statistics: DrillStatistics;
  readonly freshness: Freshness;
}

/** Every runbook of the project, in the order of their paths; what is no runbook is left out. Of each the last lines of its records. */
export function drilledRunbooks(workingFolder: string, nowMs: number, say: Say): readonly DrilledRunbook[] {
  const root = findRoot(workingFolder);
  const leftBroken = leftBrokenIn(root);
  return runbookFiles(root, workingFolder).flatMap((path) => {
    const records = lastRecordsOf({ root, path, procedure: undefined }, say);
    const known = knownFrom(path, records);
    const all = known === undefined ? understood(path, records, say) : [{ ...known, records }];
    return all.map(({ procedure, name, execution, everyMs, budgetMs, records }) => {
      const statistics = statisticsOf(records, { budgetMs, steps: [] });
      const isLeftBroken = hasLeftBroken(records) || leftBroken.has(drilledName({ path, procedure }));
      const freshness = freshnessOf(statistics, { execution, everyMs, nowMs, isLeftBroken });
      return { path, procedure, name, statistics, freshness };
    });
  });
}

function lastRecordsOf(place: Parameters<typeof drillFileOf>[0], say: Say): readonly DrillRecord[] {
  const file = drillFileOf(place);
  return withoutProblems(file, readLastDrillRecords(file, recentDrills + 5), say);
}

function runbookFiles(root: string, workingFolder: string): readonly string[] {
  const { runbooks, roles } = readConfig(root);
  const where = { root, workingFolder, config: { roles } };
  const paths = runbooks?.map((path) => join(root, path)) ?? [];
  return findLintJobs(paths, where).flatMap((job) => (job.kind === 'runbook' ? job.paths : []));
}

/** What a runbook promises, and what it executes. */
interface Known {
  readonly procedure: string | undefined;
  readonly name: string;
  readonly execution: string;
  readonly everyMs: number | undefined;
  readonly budgetMs: number | undefined;
}

interface KnownRecords extends Known {
  readonly records: readonly DrillRecord[];
}

/** A file that is as it was drilled need not be understood anew. */
function knownFrom(path: string, records: readonly DrillRecord[]): Known | undefined {
  const last = records.at(-1);
  if (last?.runbook.text === undefined || last.runbook.text !== digestOf(textOf(path))) return undefined;
  const { name, execution, everyMs } = last.runbook;
  return { procedure: undefined, name, execution, everyMs, budgetMs: last.budgetMs };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The runbooks of a file: mostly one, of some files several, of others none. */
function understood(path: string, ofFile: readonly DrillRecord[], say: Say): readonly KnownRecords[] {
  const first = loadRunbook(path);
  if (first.runbook === undefined || first.runbook.steps.length === 0) return [];
  return loadProcedures(first).map((loaded) => {
    const { procedure, runbook } = loaded;
    const { name, drill, budget } = runbook;
    const promised = { execution: executionOf(runbook), everyMs: drill?.everyMs, budgetMs: budget?.upperMs };
    return { procedure, name, ...promised, records: procedure === undefined ? ofFile : lastRecordsOf(loaded, say) };
  });
}
