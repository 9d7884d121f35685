import type { Action } from '../runbook/action.ts';
import type { Placeholder } from '../runbook/disposition.ts';
import type { ShellParser, ShellScript } from '../shell/shell-script.ts';
import { type Invocation, invocationsOf } from './invocations.ts';

/** What is known when an action's turn comes, from the runbook and from the actions before it. */
export interface Surroundings {
  readonly parse: ShellParser;
  /** Variables that inputs become. */
  readonly inputs: ReadonlySet<string>;
  /** Variables present whatever was run: declared, of the environment, of the shell. */
  readonly known: ReadonlySet<string>;
  /** Variables and functions of earlier actions, with the address of the last that made them. */
  readonly earlier: ReadonlyMap<string, string>;
  readonly earlierFunctions: ReadonlyMap<string, string>;
  /** An earlier action reads a file or evaluates a text, and may have set anything. */
  readonly mayHoldMore: boolean;
  /** The command of the fence above that opened a shell elsewhere, which nothing has closed since. */
  readonly openedAbove?: string | undefined;
  /** Address of an earlier action that may have changed what commands mean: an alias, another PATH, a file that it reads. */
  readonly redefinedBy: string | undefined;
}

/** An action's script on its way through the table. */
export interface Reading {
  readonly action: Action;
  /** Prompts stripped and placeholders turned into variables, as far as the table has come. */
  readonly script: string;
  readonly shell: ShellScript;
  readonly invocations: readonly Invocation[];
  readonly placeholders: readonly Placeholder[];
  readonly surroundings: Surroundings;
}

export function readScript(action: Action, script: string, surroundings: Surroundings): Reading {
  const shell = surroundings.parse(script);
  const invocations = invocationsOf(shell, surroundings.parse);
  return { action, script, shell, invocations, placeholders: [], surroundings };
}
