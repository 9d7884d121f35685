import type { Environment } from '../runbook/environment.ts';

/** Asks by number, production last; nothing is preselected by where the person happens to be logged in. */
export async function askEnvironment(environments: readonly Environment[]): Promise<Environment | undefined> {
  const { select } = await import('@inquirer/prompts');
  const sorted = environments.toSorted((a, b) => Number(/prod/i.test(a.name)) - Number(/prod/i.test(b.name)));
  const choices = sorted.map((environment) => ({
    name: environment.name,
    value: environment,
    description: environment.kubernetes?.server ?? '',
  }));
  return select({ message: 'Which environment?', choices });
}
