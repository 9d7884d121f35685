import type { RunState } from './run-state.ts';

/**
 * `{{ version }}` in the words of a runbook → its value, as far as the run's events know it; a secret is `[secret]`
 * there. Always one line: a value must not pass for another line of a log.
 */
export function fillFromRun(text: string, state: RunState): string {
  if (!text.includes('{{')) return text;
  return text.replace(/\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g, (whole, name: string) => {
    const value = state.outputs.get(name) ?? answered(name, state) ?? given(name, state);
    return value?.replaceAll(/\s*[\r\n]+\s*/g, ' ') ?? whole;
  });
}

function given(name: string, { started }: RunState): string | undefined {
  return started !== undefined && Object.hasOwn(started.inputs, name) ? started.inputs[name] : undefined;
}

function answered(name: string, { answers }: RunState): string | undefined {
  const found = answers.get(name);
  return found?.kind === 'input' ? found.answer : undefined;
}
