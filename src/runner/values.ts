import type { Environment } from '../runbook/environment.ts';
import { variableOf } from '../runbook/input.ts';

/** Inputs, filled-in placeholders and outputs of a run, in memory only. */
export interface RunValues {
  readonly byName: Map<string, string>;
  readonly secrets: Set<string>;
  /** Secrets that a run had before it was interrupted: they were never written, and are asked for when one is needed. */
  readonly withheld: Set<string>;
  /** Variables of the session, by their own names, that were lost with it. */
  readonly lostVariables: Set<string>;
}

export function createValues(): RunValues {
  return { byName: new Map(), secrets: new Set(), withheld: new Set(), lostVariables: new Set() };
}

/** What an action sees: the variables of the environment, then every value under its name in capitals. */
export function variablesOf(values: RunValues, environment: Environment | undefined): Record<string, string> {
  const variables: Record<string, string> = { ...environment?.vars };
  for (const [name, value] of values.byName) variables[variableOf(name)] = value;
  return variables;
}

/** Values as they may be written down: a secret is `[secret]`. */
export function shownValues(values: RunValues): Record<string, string> {
  const shown = [...values.byName].map(([name, value]) => [name, values.secrets.has(name) ? '[secret]' : value]);
  return Object.fromEntries(shown);
}
