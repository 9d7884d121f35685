import { findOnPath } from '../adapters/find-on-path.ts';
import type { Runbook } from '../runbook/runbook.ts';

/** One of the tool's own checks before the clock starts. */
export interface PreflightCheck {
  readonly what: string;
  /** Why it is not met and what to do, or undefined. */
  readonly problem: string | undefined;
}

/** Programs on PATH and variables of the environment: no process is started for them. */
export function checkPrerequisites(
  { prerequisites }: Runbook,
  variables: NodeJS.ProcessEnv,
): readonly PreflightCheck[] {
  const tools = prerequisites.tools.map((tool) => ({
    what: tool,
    problem: findOnPath(tool, variables['PATH']) === undefined ? `${tool} is not on PATH; install it` : undefined,
  }));
  const set = prerequisites.variables.map((name) => ({
    what: name,
    problem: variables[name] === undefined || variables[name] === '' ? `$${name} is not set; export it` : undefined,
  }));
  return [...tools, ...set];
}
