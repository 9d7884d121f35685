import type { EventOf, RunState, StepState } from './run-state.ts';

/**
 * Where the recorded end of a run does not follow from what was recorded before it, one sentence each. The last line of
 * a journal has none after it that holds its hash: only this shows that it was changed.
 */
export function contradictionsOf(state: RunState): string[] {
  const { ended } = state;
  if (ended === undefined) return [];
  const failed = failedOf(state);
  const open = openOf(state);
  return [...outcomeContradiction(ended, failed, open), ...exitCodeContradiction(ended)];
}

function outcomeContradiction(
  { outcome }: EventOf<'run-ended'>,
  failed: readonly string[],
  open: readonly string[],
): string[] {
  switch (outcome) {
    case 'succeeded':
      return [...failed, ...open].map((what) => `the run is recorded as succeeded, but ${what}`);
    case 'unverified':
      if (failed.length > 0) return failed.map((what) => `the run is recorded as unverified, but ${what}`);
      return open.length > 0 ? [] : ['the run is recorded as unverified, but nothing in it is open'];
    case 'failed':
      return failed.length + open.length > 0 ? [] : ['the run is recorded as failed, but nothing in it has failed'];
    case 'aborted':
    case 'interrupted':
      return [];
  }
}

const exitCodes: Readonly<Record<EventOf<'run-ended'>['outcome'], readonly number[]>> = {
  succeeded: [0, 3],
  unverified: [1],
  failed: [1],
  aborted: [1],
  interrupted: [129, 130, 143],
};

function exitCodeContradiction({ outcome, exitCode }: EventOf<'run-ended'>): string[] {
  if (exitCodes[outcome].includes(exitCode)) return [];
  return [`the run is recorded as ${outcome}, but with exit code ${exitCode}`];
}

function failedOf(state: RunState): string[] {
  const steps = [...state.steps.values()].flatMap((step) =>
    hasFailed(step) ? [`step "${step.title}" has failed`] : [],
  );
  const criteria = criteriaOf(state, 'not-met').map((text) => `"${text}" is NOT MET`);
  return [...steps, ...criteria];
}

function hasFailed(step: StepState): boolean {
  return step.status === 'ended' && ['failed', 'unknown', 'refused'].includes(step.outcome);
}

function openOf(state: RunState): string[] {
  const listed = (state.started?.steps ?? []).flatMap(({ id }) => state.steps.get(id) ?? []);
  const steps = listed.flatMap((step) => {
    if (step.status !== 'ended') return [`step "${step.title}" has no end`];
    if (step.outcome === 'not-reached') return [`step "${step.title}" was not reached`];
    return ['skipped', 'skipped-cannot-tell'].includes(step.outcome) ? [`step "${step.title}" was skipped`] : [];
  });
  const criteria = criteriaOf(state, 'open').map((text) => `"${text}" is open`);
  const asked = [...state.answers.values()]
    .filter(({ kind, answer }) => kind === 'prerequisite' && answer === 'unknown')
    .map(({ text }) => `nobody could tell "${text}"`);
  return [...steps, ...criteria, ...asked];
}

function criteriaOf(state: RunState, verdict: 'not-met' | 'open'): string[] {
  const all = state.started?.criteria ?? [];
  return all.filter(({ id }) => (state.criteria.get(id)?.verdict ?? 'open') === verdict).map(({ text }) => text);
}
