import type { Environment } from '../runbook/environment.ts';
import { fitRow } from './fit-row.ts';
import { keyRows } from './key-rows.ts';
import type { Person } from './person.ts';
import { hyphens, rule } from './rule.ts';

/** Asks by number, production last; nothing is preselected by where the person happens to be logged in. */
export async function askEnvironment(
  environments: readonly Environment[],
  person: Person,
  signal: AbortSignal,
): Promise<Environment | undefined> {
  const sorted = environments.toSorted((a, b) => Number(/prod/i.test(a.name)) - Number(/prod/i.test(b.name)));
  const answers = new Map(sorted.map((environment, index) => [String(index + 1), environment.name]));
  const keys = [...sorted.map((environment, index) => `[${index + 1}] ${environment.name}`), '[q] quit'];
  const name = await person.press(
    {
      frame: ({ columns }) => ({
        rows: [
          rule('=', 'Which environment?', [], columns),
          ...sorted.flatMap(({ name, kubernetes }, index) =>
            fitRow(` ${index + 1}  ${name.padEnd(20)}${kubernetes?.server ?? ''}`.trimEnd(), columns),
          ),
          hyphens(columns),
          ' YOUR TURN   the clock starts when you start           nothing has been changed',
          ...keyRows(keys, columns),
        ],
        isCut: false,
      }),
      answers: new Map([...answers, ['q', ''], ['ctrl-c', '']]),
      deafMs: 150,
    },
    signal,
  );
  return sorted.find((environment) => environment.name === name);
}
