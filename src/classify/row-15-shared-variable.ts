import type { Dependency } from '../runbook/disposition.ts';
import { isShellVariable } from './known-variables.ts';
import type { Reading } from './reading.ts';
import { type ReadVariable, variablesRead } from './variables-read.ts';

/** Whether a variable counts that has a default: it is what runs when the action that sets it was skipped. */
type Defaults = 'count' | 'suffice';

/** Variables that a script cannot do without and only earlier actions set, each with the actions that could have. */
export function dependenciesOf(reading: Reading, defaults: Defaults): readonly Dependency[] {
  const { known } = reading.surroundings;
  const needed = readNow(reading)
    .filter(({ hasDefault }) => defaults === 'count' || !hasDefault)
    .map(({ name }) => name)
    .filter((name) => !known.has(name) && !isShellVariable(name));
  return [...new Set(needed)].flatMap((variable) => {
    const setBy = settersOf(reading, variable);
    return setBy.length === 0 ? [] : [{ variable, setBy }];
  });
}

/** Addresses of the earlier actions whose variables or functions a script uses in any way, in their order. */
export function actionsUsed(reading: Reading): readonly string[] {
  const { shell, invocations, surroundings } = reading;
  const own = new Set(shell.functions);
  const functions = invocations.map(({ program }) => program).filter((name) => !own.has(name));
  const makers = [
    ...readNow(reading).flatMap(({ name }) => surroundings.earlier.get(name) ?? []),
    ...dependenciesOf(reading, 'suffice').flatMap(({ setBy }) => setBy),
    ...functions.flatMap((name) => surroundings.earlierFunctions.get(name)?.makers ?? []),
  ];
  return [...new Set(makers)];
}

/** What a sourced file or an evaluated text has set cannot be told: it may be any of them. */
function settersOf({ surroundings }: Reading, variable: string): readonly string[] {
  const all = new Set([...(surroundings.earlier.get(variable) ?? []), ...surroundings.openEnded]);
  return surroundings.addresses.filter((address) => all.has(address));
}

/** A function reads its variables where it is called. */
function readNow({ shell, invocations, surroundings }: Reading): readonly ReadVariable[] {
  const called = invocations
    .filter(({ command }) => !command.inside.includes('function'))
    .map(({ program }) => program);
  const callsOwn = called.some((program) => shell.functions.includes(program));
  const earlier = called
    .filter((program) => !shell.functions.includes(program))
    .flatMap((program) => surroundings.earlierFunctions.get(program)?.reads ?? []);
  return [...variablesRead(shell).filter(({ inFunction }) => callsOwn || !inFunction), ...earlier];
}
