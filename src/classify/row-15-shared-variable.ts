import type { Reading } from './reading.ts';

/** Addresses of the earlier actions whose variables or functions a script reads, in their order. */
export function dependenciesOf({ shell, invocations, surroundings }: Reading): readonly string[] {
  const own = new Set([...shell.assigned, ...shell.functions]);
  const variables = shell.used.map(({ name }) => name).filter((name) => !own.has(name));
  const functions = invocations.map(({ program }) => program).filter((name) => !own.has(name));
  const makers = [
    ...variables.flatMap((name) => surroundings.earlier.get(name) ?? []),
    ...functions.flatMap((name) => surroundings.earlierFunctions.get(name) ?? []),
  ];
  return [...new Set(makers)];
}
