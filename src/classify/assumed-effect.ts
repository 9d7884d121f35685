import type { Effect } from '../runbook/effect.ts';
import { destructiveReason } from './effects.ts';
import type { Reading } from './reading.ts';
import { onlyReads } from './row-18-read-only.ts';

/** The effect of an action as far as its text tells; what is not known to be less is a write. */
export function assumedEffect(reading: Reading): Effect {
  if (reading.action.effect !== undefined) return reading.action.effect;
  if (destructiveReason(reading) !== undefined) return 'destructive';
  return onlyReads(reading) ? 'read' : 'write';
}
