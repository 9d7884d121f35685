import type { StaleReason } from './freshness.ts';

/** Why a runbook has to be drilled, in the words of every screen and page. */
export const staleWords: Readonly<Record<StaleReason, string>> = {
  'left-broken': 'a drill has left its environment broken (mend it, then drill --fault again)',
  'never-drilled': 'never drilled',
  'drilled-long-ago': 'drilled too long ago',
  'changed-since': 'changed since the last drill',
  'over-budget': 'over its budget at p90',
  'only-by-author': 'drilled only by whoever wrote it',
};
