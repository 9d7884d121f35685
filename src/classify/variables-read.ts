import type { ShellScript, VariableUse } from '../shell/shell-script.ts';
import { variablesSet } from './variables-set.ts';

/** A variable whose value a script takes from what ran before it. */
export interface ReadVariable {
  readonly name: string;
  readonly inFunction: boolean;
  /** `${NAME:-text}`: the script goes on with another value when it is unset. */
  readonly hasDefault: boolean;
}

/** What a script reads before it sets it; functions are taken as if they were called at the end. */
export function variablesRead(shell: ShellScript): readonly ReadVariable[] {
  const set = variablesSet(shell).filter(({ isOfCommand }) => !isOfCommand);
  return shell.used
    .filter(({ name, inFunction, position }) =>
      set.every((one) => one.name !== name || (!inFunction && one.from > position.offset)),
    )
    .map((use) => readVariable(shell, use));
}

/** What the functions of a script read before they set it, whoever calls them. */
export function variablesReadInFunctions(shell: ShellScript): readonly ReadVariable[] {
  const set = variablesSet(shell).filter(({ inFunction, isOfCommand }) => inFunction && !isOfCommand);
  return shell.used
    .filter(({ name, inFunction, position }) => {
      return inFunction && set.every((one) => one.name !== name || one.from > position.offset);
    })
    .map((use) => readVariable(shell, use));
}

function readVariable({ source }: ShellScript, use: VariableUse): ReadVariable {
  return { name: use.name, inFunction: use.inFunction, hasDefault: goesOn(source, use) };
}

/** `${NAME:?why}` fails by itself, as `$NAME` does. */
function goesOn(source: string, { name, position }: VariableUse): boolean {
  const rest = source.slice(position.offset);
  return rest.startsWith(`\${${name}`) && /^(\[[^\]]*\])?:?[-=+]/.test(rest.slice(name.length + 2));
}
