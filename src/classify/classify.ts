import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Action } from '../runbook/action.ts';
import { allActionsOf } from '../runbook/actions-of.ts';
import type { Disposition, Dispositions } from '../runbook/disposition.ts';
import type { Environment } from '../runbook/environment.ts';
import { variableOf } from '../runbook/input.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { ShellParser } from '../shell/shell-script.ts';
import { actionsBefore } from './actions-before.ts';
import { type Judged, judgeAction } from './judge-action.ts';
import { leftBehind, outputsOf } from './left-behind.ts';
import { shellLeftOpen } from './opened-shell.ts';
import type { Surroundings } from './reading.ts';
import { mayRedefineCommands } from './redefining.ts';
import { choosesPrograms } from './steering-variables.ts';

export interface Classification {
  /** One for every action, by address. */
  readonly dispositions: Dispositions;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ClassifyOptions {
  /** Names of the variables that the process environment holds. */
  readonly knownVariables?: ReadonlySet<string>;
  /** The chosen one, whose variables alone are there; without it those of every environment may be. */
  readonly environment?: Environment | undefined;
}

/** Says of every action what may be done with it. Pure, never throws; classification only takes rights away. */
export function classify(runbook: Runbook, parse: ShellParser, options: ClassifyOptions = {}): Classification {
  const first = firstSurroundings(runbook, parse, options);
  const { last, ...inOrder } = classifyFrom(first, runbook);
  if (isDocumentOrder(runbook)) return inOrder;
  const { redefinedBy, earlierFunctions } = last;
  const { dispositions, diagnostics } = classifyFrom({ ...first, redefinedBy, earlierFunctions }, runbook);
  return { dispositions, diagnostics };
}

/** What has been said of every action, and what the last of them left behind. */
function classifyFrom(first: Surroundings, runbook: Runbook): Classification & { readonly last: Surroundings } {
  const dispositions = new Map<string, Disposition>();
  const diagnostics: Diagnostic[] = [];
  let last = first;
  const before = actionsBefore(runbook);
  const leftOpen = new Map<string, string>();
  for (const action of allActionsOf(runbook)) {
    const openedAbove = leftOpen.get(before.get(action.address) ?? '');
    const judged = judgeAction(action, { ...last, openedAbove });
    const opened = shellLeftOpen(judged.reading, judged.disposition);
    if (opened !== undefined) leftOpen.set(action.address, opened);
    dispositions.set(action.address, judged.disposition);
    diagnostics.push(...judged.diagnostics);
    last = afterwards(last, action, judged);
  }
  return { dispositions, diagnostics, last };
}

/** Otherwise an action may find what one that is written below it has redefined. */
function isDocumentOrder({ steps }: Runbook): boolean {
  return steps.every(({ needs, onFailure }) => needs === undefined && onFailure === undefined);
}

function firstSurroundings(runbook: Runbook, parse: ShellParser, options: ClassifyOptions): Surroundings {
  const { knownVariables: present = new Set(), environment } = options;
  const inputs = new Set(runbook.inputs.map(({ name }) => variableOf(name)));
  const fromEnv = runbook.inputs.flatMap((input) => input.fromEnv ?? []);
  const environments = environment === undefined ? runbook.environments : [environment];
  const ofEnvironments = environments.flatMap(({ vars, database }) => [
    ...Object.keys(vars),
    ...(database === undefined ? [] : [database.url ?? 'DATABASE_URL']),
  ]);
  const declared = [...inputs, ...fromEnv, ...ofEnvironments, ...runbook.prerequisites.variables];
  return {
    parse,
    inputs,
    known: new Set([...present, ...declared]),
    addresses: [],
    earlier: new Map(),
    earlierFunctions: new Map(),
    openEnded: [],
    redefinedBy: redefiningEnvironment(runbook),
  };
}

/** Whichever of them a run takes. */
function redefiningEnvironment({ environments }: Runbook): string | undefined {
  const found = environments.find(({ vars }) => Object.keys(vars).some(choosesPrograms));
  return found === undefined ? undefined : `environment ${found.name}`;
}

/** What the next action finds. */
function afterwards(before: Surroundings, action: Action, { disposition, reading }: Judged): Surroundings {
  const asked = reading.placeholders.map(({ variable }) => variable);
  const redefines =
    outputsOf(action).some(choosesPrograms) ||
    (action.kind === 'shell' && disposition.may === 'run' && mayRedefineCommands(reading));
  return {
    ...before,
    ...leftBehind(before, action, reading),
    known: new Set([...before.known, ...asked]),
    addresses: [...before.addresses, action.address],
    redefinedBy: before.redefinedBy ?? (redefines ? action.address : undefined),
  };
}
