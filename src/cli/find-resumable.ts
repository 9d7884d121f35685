import type { AnyEvent, RunState } from '../events/run-state.ts';
import type { RunStanding } from '../events/run-summary.ts';
import { lookAtRun } from '../journal/list-runs.ts';
import { allRuns, type FoundRun, findRun } from '../project/find-run.ts';
import { UsageError } from '../project/usage-error.ts';

/** A run of this project that can be gone on with. */
export interface ResumableRun {
  /** The name of its folder. */
  readonly name: string;
  /** As shown: `1123-0314`. */
  readonly id: string;
  readonly folder: string;
  readonly events: readonly AnyEvent[];
  readonly state: RunState;
  readonly standing: RunStanding;
}

/** The run that any unique part of an id means, else the newest that can be gone on with. Refuses every other with its reason. */
export function findResumable(part: string | undefined): ResumableRun {
  if (part !== undefined) return opened(findRun(part), whyNot);
  const runs = allRuns();
  let live: FoundRun | undefined;
  for (const run of runs) {
    const looked = lookAtRun(run.folder);
    if (whyNot(run.id, looked) === undefined) return { ...run, ...looked };
    // Who has it is what somebody wants to know who takes over.
    if (looked.standing.state === 'running') live ??= run;
  }
  if (live !== undefined) return opened(live, whyNot);
  throw runs.length === 0
    ? new UsageError('there are no runs in this project', 'runbook run FILE makes one.')
    : new UsageError(
        'no run of this project can be gone on with',
        'runbook runs lists them; runbook resume ID says why of one.',
      );
}

/** The run of which something is to be taken back, the newest when none is named, however it ended. */
export function findUndoable(part: string | undefined): ResumableRun {
  return opened(findRun(part), whyNotOpened);
}

/** As it is now. */
function opened(found: FoundRun, whyNotNow: typeof whyNot): ResumableRun {
  const looked = lookAtRun(found.folder);
  const refusal = whyNotNow(found.id, looked);
  if (refusal !== undefined) throw refusal;
  return { ...found, ...looked };
}

type Looked = ReturnType<typeof lookAtRun>;

/** Why a run cannot be gone on with, and what to do instead; undefined where it can. */
function whyNot(id: string, looked: Looked): UsageError | undefined {
  const { state, standing } = looked;
  if (standing.state === 'ended' && standing.outcome !== 'interrupted' && looked.damage === undefined)
    return new UsageError(
      `run ${id} has ended as ${standing.outcome} at ${clockOf(state.lastAt)}: there is nothing to go on with`,
      `runbook report ${id} tells what happened; runbook undo ${id} takes back what it did.`,
    );
  return whyNotOpened(id, looked);
}

/** Why nothing can be added to a run: its journal is not what was written, or somebody else has it. */
function whyNotOpened(id: string, { state, standing, damage }: Looked): UsageError | undefined {
  if (damage !== undefined)
    return new UsageError(
      `run ${id} cannot be gone on with: its journal is DAMAGED at line ${damage.line}: ${damage.why}`,
      `runbook report ${id} shows what can be read. What is true now is only known by looking: then begin again.`,
    );
  switch (standing.state) {
    case 'interrupted':
    case 'paused':
    case 'ended':
      return undefined;
    case 'running': {
      const { user, host, at } = holderOf(state);
      return new UsageError(
        `run ${id} is under way: ${user} has it on ${host}, process ${standing.pid}, since ${clockOf(at)}`,
        `Look on with: runbook follow ${id}. To take it over, let it be paused there first.`,
      );
    }
    case 'elsewhere': {
      const { user, host, at } = holderOf(state);
      return new UsageError(
        `run ${id} may be under way on ${host}, where ${user} has it since ${clockOf(at)}; that cannot be seen from here`,
        `Resume it on ${host}, or pause it there first.`,
      );
    }
    case 'newer':
      return new UsageError(
        `run ${id} was written by a newer version of runbook: its journal has version ${standing.version}, 1 is read here`,
        'Update runbook to go on with it.',
      );
    case 'unreadable':
      return new UsageError(
        `run ${id} cannot be gone on with: ${standing.why}`,
        'It had not begun, or its journal is gone; runbook run FILE begins a new run.',
      );
  }
}

function holderOf({ started, resumed }: RunState): { user: string; host: string; at: string } {
  const last = resumed.at(-1);
  if (last !== undefined) return last;
  return {
    user: 'somebody',
    host: 'an unknown host',
    at: '',
    ...started?.responder,
    ...(started && { at: started.at }),
  };
}

/** `03:14:09Z` */
function clockOf(at: string): string {
  return at === '' ? 'an unknown time' : `${at.slice(11, 19)}Z`;
}
