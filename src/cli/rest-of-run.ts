import type { RunState } from '../events/run-state.ts';
import { readKeptSession } from '../journal/kept-session.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import type { RunValues } from '../runner/values.ts';
import { writeOut } from '../runner/write-out.ts';

interface Run {
  readonly plan: RunPlan;
  readonly state: RunState;
  readonly values: RunValues;
}

/** What is left of a run as plain commands, with what its steps have left in the shell as far as that is kept. */
export function restOfRun({ plan, state, values }: Run, runFolder: string, runbookFolder: string): readonly string[] {
  return writeOut({ plan, state, values, folder: runbookFolder, variables: sessionVariables(runFolder) });
}

/** Variables with one text; the names that the session was kept for, not those of the shell itself. */
function sessionVariables(runFolder: string): ReadonlyMap<string, string> {
  const kept = readKeptSession(runFolder, process.env);
  if (kept.state !== 'whole') return new Map();
  const names = new Set(kept.head.variables);
  const { failed, current } = kept.sealed;
  const variables = (failed?.state ?? current).variables ?? [];
  return new Map(
    variables.flatMap(({ name, value }): [string, string][] =>
      names.has(name) && value.kind === 'text' ? [[name, Buffer.from(value.text, 'latin1').toString()]] : [],
    ),
  );
}
