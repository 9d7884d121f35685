import type { ShellCommand, ShellScript } from '../shell/shell-script.ts';
import type { Invocation } from './invocations.ts';
import { isClusterTool, privateKubeconfig } from './kubernetes-mismatch.ts';
import { type LiteralTarget, mismatch, type TargetMismatch } from './literal-target.ts';
import { variablesGiven } from './variables-given.ts';

/** Everything that would have a command read another kubeconfig than the run's own. */
export function kubeconfigMismatches(
  script: ShellScript,
  invocations: readonly Invocation[],
): readonly TargetMismatch[] {
  const given = variablesGiven(script, invocations).filter(
    ({ flag, text }) => flag === 'KUBECONFIG' && !isItself(text),
  );
  const taken = [...script.commands.flatMap(unsetting), ...invocations.flatMap(withoutEnvironment)];
  return [...given, ...taken].map((target) => mismatch(target, privateKubeconfig));
}

function isItself(text: string): boolean {
  return /^"?\$\{?KUBECONFIG\}?"?$/.test(text);
}

/** `unset KUBECONFIG`, `export -n KUBECONFIG` */
function unsetting({ words }: ShellCommand): readonly LiteralTarget[] {
  const [name = '', ...rest] = words.map((word) => word.literal ?? '');
  const isUnset = name === 'unset' || (name === 'export' && rest.includes('-n'));
  const word = words.find(({ literal }) => literal === 'KUBECONFIG');
  return isUnset && word !== undefined ? [{ flag: name, value: 'KUBECONFIG', position: word.position }] : [];
}

/** `env -u KUBECONFIG kubectl …` and `env -i kubectl …` */
function withoutEnvironment({ program, through, wrapping }: Invocation): readonly LiteralTarget[] {
  if (!isClusterTool(program) || !through.includes('env')) return [];
  return wrapping.flatMap(({ literal = '', position }, index): LiteralTarget[] => {
    const next = wrapping[index + 1]?.literal;
    const unsets = /^(-u|--unset)$/.test(literal) && next === 'KUBECONFIG';
    if (unsets || /^(-u|--unset=)KUBECONFIG$/.test(literal)) return [{ flag: 'env -u', value: 'KUBECONFIG', position }];
    return /^(-i|-|--ignore-environment)$/.test(literal) ? [{ flag: `env ${literal}`, value: '', position }] : [];
  });
}
