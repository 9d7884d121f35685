import { findOnPath } from '../adapters/find-on-path.ts';
import { splitStatements } from '../adapters/sql-statements.ts';
import { planStatements } from '../executors/sql-plan.ts';
import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import { namesIn } from '../runbook/fill-http.ts';
import { parseHttpRequest } from '../runbook/http-syntax.ts';
import { variableOf } from '../runbook/input.ts';
import { dispositionOf, isElsewhere, type RunPlan } from '../runner/run-plan.ts';

/** An action that would fail whatever happens before it, and why. */
export interface ImpossibleAction {
  readonly action: Action;
  readonly why: string;
}

/** What can be known of the actions before anything is run: missing programs, names that nothing gives, requests that are none. */
export async function findImpossible(
  plan: RunPlan,
  variables: NodeJS.ProcessEnv,
): Promise<readonly ImpossibleAction[]> {
  const isGiven = givenNames(plan, variables);
  const found: ImpossibleAction[] = [];
  for (const action of allActionsOf(plan.runbook)) {
    const may = dispositionOf(plan, action.address);
    const isCalledFor = ['forward', 'check', 'handler'].includes(action.role);
    if (may.may !== 'run' || !isCalledFor || action.never || isElsewhere(action, plan)) continue;
    const why = await whyImpossible(action, may.script, { isGiven, variables, plan });
    if (why !== undefined) found.push({ action, why });
  }
  return found;
}

interface Known {
  readonly isGiven: (name: string) => boolean;
  readonly variables: NodeJS.ProcessEnv;
  readonly plan: RunPlan;
}

async function whyImpossible(action: Action, script: string, known: Known): Promise<string | undefined> {
  switch (action.kind) {
    case 'shell':
      return undefined;
    case 'program': {
      const [program = ''] = action.interpreter;
      if (program.includes('/') || mayChangePath(known.plan)) return undefined;
      return findOnPath(program, known.variables['PATH']) === undefined
        ? `the program ${program} is not on PATH; install it`
        : undefined;
    }
    case 'sql': {
      if (!known.isGiven(action.database))
        return `$${action.database} is not set; export the connection string of the database in it`;
      const planned = await planStatements(action, script, splitStatements);
      return planned.state === 'refused' ? planned.why : undefined;
    }
    case 'http': {
      const parsed = parseHttpRequest(script);
      if (parsed.state === 'wrong') return parsed.why;
      const unknown = namesIn(parsed.request).find((name) => !known.isGiven(name));
      return unknown === undefined ? undefined : `nothing gives $${unknown}; declare it as an input, or export it`;
    }
  }
}

/** A step may bring a program: an environment that it activates, a folder that it puts on PATH. */
function mayChangePath({ runbook }: RunPlan): boolean {
  return allActionsOf(runbook).some(
    ({ kind, source }) => kind === 'shell' && /\bPATH\b|\bactivate\b|(?:^|[;&|]\s*)(?:source|\.)\s/m.test(source),
  );
}

/** Inputs, placeholders, outputs, variables of the environment and of the program's own. */
function givenNames({ runbook, environment, dispositions }: RunPlan, variables: NodeJS.ProcessEnv) {
  const actions = allActionsOf(runbook);
  const placeholders = [...dispositions.values()].flatMap((may) => (may.may === 'run' ? may.placeholders : []));
  const names = new Set([
    ...Object.keys(environment?.vars ?? {}),
    ...runbook.inputs.map(({ name }) => variableOf(name)),
    ...placeholders.map(({ name }) => variableOf(name)),
    ...actions.flatMap(({ capture, secret }) => [capture, secret].filter((name) => name !== undefined).map(variableOf)),
  ]);
  // What is written to $RUNBOOK_OUTPUT is known only when it is written.
  const writesOutputs = actions.some(({ source }) => source.includes('RUNBOOK_OUTPUT'));
  return (name: string) =>
    writesOutputs || names.has(name.toUpperCase()) || (variables[name] ?? variables[name.toUpperCase()]) !== undefined;
}
