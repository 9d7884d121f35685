import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../runner/ports.ts';
import { removeKeptSession } from './kept-session.ts';
import { listRunNames, lookAtRun } from './list-runs.ts';
import { runsFolderOf } from './state-folder.ts';

/** Removes the runs whose last event is older than that, never one that is running; returns their names, newest first. */
export function pruneRuns(options: {
  readonly stateFolder: string;
  readonly olderThanMs: number;
  readonly clock: Pick<Clock, 'now'>;
}): string[] {
  const before = options.clock.now().getTime() - options.olderThanMs;
  const runs = runsFolderOf(options.stateFolder);
  const old = listRunNames(options.stateFolder).filter((name) => lastSignOf(runs, name) < before);
  for (const name of old) {
    removeKeptSession(join(runs, name), process.env);
    rmSync(join(runs, name), { recursive: true, force: true });
  }
  return old;
}

function lastSignOf(runs: string, name: string): number {
  const { state, standing } = lookAtRun(join(runs, name));
  if (standing.state === 'running') return Number.POSITIVE_INFINITY;
  return Date.parse(state.lastAt === '' ? stampOf(name) : state.lastAt);
}

/** `20261123-031409-…` → `2026-11-23T03:14:09Z`. */
function stampOf(name: string): string {
  return name.replace(/^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-.*$/, '$1-$2-$3T$4:$5:$6Z');
}
