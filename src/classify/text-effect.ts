import type { Action } from '../runbook/action.ts';
import type { Effect } from '../runbook/effect.ts';
import type { ShellParser } from '../shell/shell-script.ts';
import { destructiveReason, mutatingReason } from './effects.ts';
import { readScript, type Surroundings } from './reading.ts';
import { onlyReads } from './row-18-read-only.ts';

/** What the text of a script does, whatever its author says of it, and why; `unknown` where no table knows its commands. */
export interface TextEffect {
  readonly effect: Effect | 'unknown';
  readonly reason: string;
}

export function textEffect(action: Action, script: string, parse: ShellParser): TextEffect {
  const reading = readScript({ ...action, effect: undefined }, script, nowhere(parse));
  // `kubectl auth can-i delete pods` holds the word, and reads.
  if (onlyReads(reading)) return { effect: 'read', reason: 'Every command in it is known to only read' };
  const destroys = destructiveReason(reading);
  if (destroys !== undefined) return { effect: 'destructive', reason: destroys };
  const changes = mutatingReason(reading);
  return changes === undefined
    ? { effect: 'unknown', reason: 'Its effect is not known' }
    : { effect: 'write', reason: changes };
}

function nowhere(parse: ShellParser): Surroundings {
  return {
    parse,
    inputs: new Set(),
    known: new Set(),
    addresses: [],
    earlier: new Map(),
    earlierFunctions: new Map(),
    openEnded: [],
    redefinedBy: undefined,
  };
}
