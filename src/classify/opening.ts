import type { Opening } from '../runbook/disposition.ts';
import { assumedEffect } from './assumed-effect.ts';
import { type Reading, readScript } from './reading.ts';
import { resolvePlaceholders } from './row-11-placeholder.ts';
import { syntaxError } from './row-12-syntax.ts';
import { dependenciesOf } from './row-15-shared-variable.ts';
import type { Session } from './session.ts';

interface Opened extends Session {
  /** `write` where whatever a person types is done: its target is proved before. */
  readonly least: 'read' | 'write';
}

/**
 * How a person can be given the program that a script opens, by running `script`: all of it, or what stands before the
 * words that are meant for that program. Undefined where that would run what nobody can read, or what cannot be undone.
 */
export function openingOf(reading: Reading, script: string, session: Opened): Opening | undefined {
  const { program, wayOut, least } = session;
  const resolved = resolvePlaceholders(readScript(reading.action, script, reading.surroundings));
  if (resolved.state === 'refused' || syntaxError(resolved.reading) !== undefined) return undefined;
  const assumed = assumedEffect(resolved.reading);
  const effect = assumed === 'read' ? least : assumed;
  if (effect === 'destructive') return undefined;
  const placeholders = [...reading.placeholders, ...resolved.reading.placeholders];
  const dependsOn = dependenciesOf(resolved.reading, 'suffice');
  return { script: resolved.reading.script, program, wayOut, effect, placeholders, dependsOn };
}
