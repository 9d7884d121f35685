import type { RunState } from '../events/run-state.ts';
import { UsageError } from '../project/usage-error.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { variableOf } from '../runbook/input.ts';
import type { GivenAnswers } from '../runner/given-answers.ts';
import type { RunPlan } from '../runner/run-plan.ts';
import { createValues, type RunValues } from '../runner/values.ts';
import { secretNamesOf } from './secret-names.ts';

const mask = '[secret]';

/**
 * The values of a run that goes on: what its journal holds, and what was given now for the rest. Secrets were never
 * written: those that the environment gives again are there, the others are withheld until something needs them.
 */
export function restoreValues(
  state: RunState,
  plan: RunPlan,
  given: GivenAnswers,
  set: readonly string[] | undefined,
  variables: NodeJS.ProcessEnv,
): RunValues {
  const values = createValues();
  for (const name of secretNamesOf(plan)) values.secrets.add(name);
  for (const [name, value] of keptValues(state)) {
    // A value in which a secret was masked is not the value.
    if (value.includes(mask)) values.withheld.add(name);
    else values.byName.set(name, value);
  }
  for (const { secret } of allActionsOf(plan.runbook)) if (secret !== undefined) values.secrets.add(secret);
  refuseOther(values, given, set);
  for (const [name, value] of given.values) giveAgain(name, value, values);
  for (const name of [...values.withheld]) {
    values.secrets.add(name);
    const value = variables[`RUNBOOK_INPUT_${variableOf(name)}`];
    if (value !== undefined && value !== '') giveAgain(name, value, values);
  }
  return values;
}

function giveAgain(name: string, value: string, values: RunValues): void {
  if (values.byName.has(name)) return;
  values.byName.set(name, value);
  values.withheld.delete(name);
}

/** By name, in the order in which they came: what was given at the start, what was answered, what actions gave. */
function keptValues({ started, answers, outputs }: RunState): Map<string, string> {
  const answered = [...answers.values()].flatMap(({ kind, question, answer }): [string, string][] =>
    kind === 'input' ? [[question, answer]] : [],
  );
  return new Map([...Object.entries(started?.inputs ?? {}), ...answered, ...outputs]);
}

/** What has been done was done with the value of the start: another one would make the run two. */
function refuseOther(values: RunValues, given: GivenAnswers, set: readonly string[] | undefined): void {
  for (const text of set ?? []) {
    const name = text.slice(0, text.indexOf('='));
    const before = values.byName.get(name);
    if (before === undefined || values.secrets.has(name) || given.values.get(name) === before) continue;
    throw new UsageError(
      `the run began with another value of ${name}, and goes on with it: ${JSON.stringify(before)}`,
      `Leave --set ${name} out, or begin a new run with the other value.`,
    );
  }
}
