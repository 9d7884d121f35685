import type { Place } from '../diagnostics/place.ts';
import type { RunPlan } from './run-plan.ts';

interface UnchosenEnvironment {
  readonly names: readonly string[];
  readonly flags: readonly string[];
  readonly place: Place;
}

/** The first question of all: where environments are defined one must be named. Undefined: it is answered. */
export function unchosenEnvironment({ environment, runbook }: RunPlan): UnchosenEnvironment | undefined {
  const [first] = runbook.environments;
  if (environment !== undefined || first === undefined) return undefined;
  const names = runbook.environments.map(({ name }) => name);
  return { names, flags: names.map((name) => `--env ${name}`), place: first.place };
}
