import type { RunState } from './run-state.ts';

/**
 * What is known of a step that began and has no end: `unknown` only where an action was under way, so that its effect may
 * have begun; `not-reached` where none of its actions was begun; else `not-finished`: what it began has ended.
 */
export function standingOfUnended(step: string, state: RunState): 'unknown' | 'not-finished' | 'not-reached' {
  const begun = [...state.actions.values()].filter((action) => action.step === step);
  if (begun.length === 0) return 'not-reached';
  return begun.some((action) => action.status === 'in-flight') ? 'unknown' : 'not-finished';
}
