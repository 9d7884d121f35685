import type { Environment } from '../runbook/environment.ts';
import { fitRow } from './fit-row.ts';
import { keyRows } from './key-rows.ts';
import { hyphens } from './rule.ts';

/** Asks by number, production last; nothing is preselected by where the person happens to be logged in. */
export async function askEnvironment(environments: readonly Environment[]): Promise<Environment | undefined> {
  const sorted = environments.toSorted((a, b) => Number(/prod/i.test(a.name)) - Number(/prod/i.test(b.name)));
  const rows = sorted.flatMap(({ name, kubernetes }, index) =>
    fitRow(` ${index + 1}  ${name.padEnd(20)}${kubernetes?.server ?? ''}`.trimEnd()),
  );
  const answers = new Map(sorted.map((environment, index) => [String(index + 1), environment.name]));
  const head = () => `\n${rows.join('\n')}\n${hyphens}\n Which environment? Nothing has been changed.`;
  const keys = keyRows(sorted.map((environment, index) => `[${index + 1}] ${environment.name}`));
  const { askKey } = await import('./key-prompt.ts');
  const name = await askKey({ head, keys, answers, deafMs: 150 }, { clearPromptOnDone: true });
  return sorted.find((environment) => environment.name === name);
}
