import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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
    problem: isOnPath(tool, variables['PATH'] ?? '') ? undefined : `${tool} is not on PATH; install it`,
  }));
  const set = prerequisites.variables.map((name) => ({
    what: name,
    problem: variables[name] === undefined || variables[name] === '' ? `$${name} is not set; export it` : undefined,
  }));
  return [...tools, ...set];
}

function isOnPath(program: string, path: string): boolean {
  if (program.includes('/')) return isExecutable(program);
  return path.split(delimiter).some((folder) => folder !== '' && isExecutable(join(folder, program)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
