import type { Action } from '../runbook/action.ts';
import type { Placeholder } from '../runbook/disposition.ts';
import type { ShellParser, ShellScript } from '../shell/shell-script.ts';
import { type Invocation, invocationsOf } from './invocations.ts';
import type { ReadVariable } from './variables-read.ts';

/** What is known when an action's turn comes, from the runbook and from the actions before it. */
export interface Surroundings {
  readonly parse: ShellParser;
  /** Variables that inputs become. */
  readonly inputs: ReadonlySet<string>;
  /** Variables present whatever was run: declared, of the environment, of the shell. */
  readonly known: ReadonlySet<string>;
  /** Addresses of the actions before, in order. */
  readonly addresses: readonly string[];
  /** Variables that earlier actions set, with the addresses of those that do. */
  readonly earlier: ReadonlyMap<string, readonly string[]>;
  readonly earlierFunctions: ReadonlyMap<string, EarlierFunction>;
  /** Addresses of earlier actions that read a file or evaluate a text, and may have set anything. */
  readonly openEnded: readonly string[];
  /** The command of the fence above that opened a shell elsewhere, which nothing has closed since. */
  readonly openedAbove?: string | undefined;
  /** Address of an earlier action that may have changed what commands mean: an alias, another PATH, a file that it reads. */
  readonly redefinedBy: string | undefined;
}

/** A function or alias of earlier actions, and what calling it does to variables. */
interface EarlierFunction {
  readonly makers: readonly string[];
  readonly sets: readonly string[];
  readonly reads: readonly ReadVariable[];
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
