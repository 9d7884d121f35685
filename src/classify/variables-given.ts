import type { ShellScript } from '../shell/shell-script.ts';
import type { Invocation } from './invocations.ts';
import type { LiteralTarget } from './literal-target.ts';

/** A variable that a script sets, with its value as written. */
interface GivenVariable extends LiteralTarget {
  readonly text: string;
  readonly isLiteral: boolean;
}

/** Assignments of a script, before a command, exported or by `env`; the flag is the variable's name. */
export function variablesGiven(script: ShellScript, invocations: readonly Invocation[]): readonly GivenVariable[] {
  const assigned = script.commands.flatMap(({ assignments }) =>
    assignments.map(({ name, value, position }): GivenVariable => {
      const text = value?.text ?? '';
      return { flag: name, value: value?.literal ?? text, text, isLiteral: value?.literal !== undefined, position };
    }),
  );
  const byEnv = invocations.flatMap(({ wrapping }) =>
    wrapping.flatMap(({ text, literal, position }): GivenVariable[] => {
      const [, flag, value = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(literal ?? text) ?? [];
      return flag === undefined ? [] : [{ flag, value, text: value, isLiteral: literal !== undefined, position }];
    }),
  );
  return [...assigned, ...byEnv];
}
