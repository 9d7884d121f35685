import { readdirSync } from 'node:fs';
import { foldRun } from '../events/fold-run.ts';
import type { AnyEvent, RunState } from '../events/run-state.ts';
import { type Damage, type RunStanding, type RunSummary, summarizeRun } from '../events/run-summary.ts';
import { causeOf } from './journal-error.ts';
import { lookAtProcess, type ProcessIdentity } from './process-identity.ts';
import { damageOf, newerVersionOf, readJournal } from './read-journal.ts';
import { isRunName } from './run-name.ts';
import { runsFolderOf } from './state-folder.ts';

/** Names of all runs kept in a state folder, newest first; cheap, no journal is read. */
export function listRunNames(stateFolder: string): string[] {
  try {
    const entries = readdirSync(runsFolderOf(stateFolder), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && isRunName(entry.name));
    return folders.map((entry) => entry.name).sort((a, b) => (a < b ? 1 : -1));
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}

/** Each run with where it stands now. */
export function summarizeRuns(
  runs: readonly { readonly name: string; readonly id: string; readonly folder: string }[],
): RunSummary[] {
  return runs.map(({ name, id, folder }) => {
    const { state, standing, damage } = lookAtRun(folder);
    return summarizeRun(state, { name, id, standing, damage });
  });
}

interface LookedAt {
  readonly events: readonly AnyEvent[];
  readonly state: RunState;
  readonly standing: RunStanding;
  readonly damage?: Damage | undefined;
}

/** What the journal of one run says, whether it is whole, and whether somebody is still writing it. */
export function lookAtRun(folder: string): LookedAt {
  const first = readRun(folder);
  if (first.standing.state !== 'interrupted') return first;
  // It may have ended between the reading and the look at its process: what it wrote last is there now.
  return readRun(folder);
}

function readRun(folder: string): LookedAt {
  try {
    const reading = readJournal(folder);
    const version = newerVersionOf(reading);
    if (version !== undefined) return { events: [], state: foldRun([]), standing: { state: 'newer', version } };
    const { events } = reading;
    const state = foldRun(events);
    return { events, state, standing: standingOf(state), damage: damageOf(reading) };
  } catch (error) {
    return { events: [], state: foldRun([]), standing: { state: 'unreadable', why: causeOf(error) } };
  }
}

/** Where a run stands by its events, and by whether its process is still there. */
export function standingOf(state: RunState): RunStanding {
  if (state.ended !== undefined) {
    return { state: 'ended', outcome: state.ended.outcome, exitCode: state.ended.exitCode };
  }
  const writer = writerOf(state);
  if (writer === undefined) return { state: 'unreadable', why: 'the journal does not say how the run began' };
  const seen = lookAtProcess(writer);
  if (seen === 'alive') return { state: 'running', pid: writer.pid };
  if (state.paused !== undefined) return { state: 'paused' };
  return seen === 'elsewhere' ? { state: 'elsewhere', host: writer.host } : { state: 'interrupted' };
}

function writerOf(state: RunState): ProcessIdentity | undefined {
  return state.resumed.at(-1) ?? state.started?.responder;
}
