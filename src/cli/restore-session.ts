import { rebaseSession } from '../adapters/session-rebase.ts';
import type { SessionState } from '../adapters/session-state.ts';
import type { RunState } from '../events/run-state.ts';
import { type KeptSession, readKeptSession, type SessionHead } from '../journal/kept-session.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { isUnknown } from '../runner/is-unknown.ts';
import type { RunPlan } from '../runner/run-plan.ts';

/** The session of a run that goes on, and what is not in it any more. */
export interface RestoredSession {
  /** From what a session begins with to what this one begins with. */
  readonly restore: (initial: SessionState) => SessionState;
  /** To be masked from now on: copies of them may stand in the session. */
  readonly secrets: readonly string[];
  /** `directory`, `variables`: what is as it was. */
  readonly same: readonly string[];
  /** One sentence each. */
  readonly lost: readonly string[];
  readonly lostVariables: readonly string[];
}

const nothing: RestoredSession = { restore: (initial) => initial, secrets: [], same: [], lost: [], lostVariables: [] };

/** `environment` is what the session begins with from outside, now. */
export function restoreSession(
  runFolder: string,
  state: RunState,
  plan: RunPlan,
  environment: Readonly<Record<string, string | undefined>>,
): RestoredSession {
  const found = sessionIn(runFolder, state, plan, environment);
  return { ...found, lost: [...found.lost, ...lostBackground(state, plan)] };
}

function sessionIn(
  runFolder: string,
  state: RunState,
  plan: RunPlan,
  environment: Readonly<Record<string, string | undefined>>,
): RestoredSession {
  const kept = readKeptSession(runFolder, process.env);
  const last = lastShellAction(state, plan);
  if (kept.state === 'nothing') {
    if (last === undefined) return { ...nothing, same: ['directory', 'variables'] };
    return {
      ...nothing,
      lost: [`variables, functions and directory of the actions up to ${last}: they were not kept`],
    };
  }
  const { head } = kept;
  const isStale = last !== undefined && head.action !== last && !isUnknown(state.actions.get(head.action), state);
  const stale = isStale ? [`what ${last} left in the session: it could not be kept`] : [];
  if (kept.state === 'names') return { ...namesOnly(head), lost: [...lostText(head, kept.why), ...stale] };
  const { secrets, environment: old } = kept.sealed;
  const session = rebaseSession(sessionAfter(kept, state), old, environment);
  return { restore: () => session, secrets, same: ['directory', 'variables'], lost: stale, lostVariables: [] };
}

/** Nobody saw how its action ended: trying it again begins before it, going on takes what it left. */
function sessionAfter({ head, sealed }: KeptSession & { state: 'whole' }, state: RunState): SessionState {
  const { before, current, failed } = sealed;
  if (failed !== undefined || !isUnknown(state.actions.get(head.action), state)) return { current, failed };
  return { current: before, failed: { action: head.action, state: current } };
}

function namesOnly({ folder, variables }: SessionHead): Omit<RestoredSession, 'lost'> {
  return {
    restore: ({ current }) => ({ current: { ...current, folder } }),
    secrets: [],
    same: ['directory'],
    lostVariables: variables,
  };
}

const reasons = {
  'key-gone': "sealed with a key that was only in the memory of the machine, and that is gone, or is somebody else's",
  'never-sealed': 'never written, because there was no place for a key that is not on a disk',
  damaged: 'what was kept does not open with the key of the run',
};

function lostText({ variables, functions }: SessionHead, why: keyof typeof reasons): readonly string[] {
  const parts = [namesText('variable', variables), namesText('function', functions)].filter((part) => part !== '');
  return parts.length === 0 ? [] : [`${parts.join(' and ')}: ${reasons[why]}`];
}

function namesText(word: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > 8 ? ` and ${names.length - 8} more` : '';
  return `${word}${names.length === 1 ? '' : 's'} ${names.slice(0, 8).join(', ')}${more}`;
}

/** The last shell action whose end is in the journal, and with it what the session should hold. */
function lastShellAction(state: RunState, plan: RunPlan): string | undefined {
  const inSession = new Set(
    allActionsOf(plan.runbook).flatMap(({ kind, background, address }) =>
      kind === 'shell' && !background ? [address] : [],
    ),
  );
  const ended = [...state.actions.values()].flatMap((action) =>
    action.status === 'ended' &&
    action.intended !== undefined &&
    !isUnknown(action, state) &&
    inSession.has(action.address)
      ? [action]
      : [],
  );
  return ended.toSorted((a, b) => b.ended.seq - a.ended.seq)[0]?.address;
}

/** What goes on behind the steps ends with the program that began it. */
function lostBackground(state: RunState, plan: RunPlan): readonly string[] {
  return allActionsOf(plan.runbook).flatMap(({ background, address }) => {
    const found = background ? state.actions.get(address) : undefined;
    const isBegun = found?.status === 'ended' && found.outcome === 'succeeded';
    return isBegun ? [`what ${address} ran in the background: it ended with the program, if it still ran`] : [];
  });
}
