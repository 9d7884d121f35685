import type { ExecutionContext } from '../runner/ports.ts';

/** The value behind `version` or `VERSION`: of the run first, else of the program's own environment. */
export function lookUpVariable(name: string, context: Pick<ExecutionContext, 'variables'>): string | undefined {
  return (
    context.variables[name] ??
    context.variables[name.toUpperCase()] ??
    process.env[name] ??
    process.env[name.toUpperCase()]
  );
}
