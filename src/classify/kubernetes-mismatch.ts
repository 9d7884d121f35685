import type { KubernetesTarget } from '../runbook/environment.ts';
import type { ShellWord } from '../shell/shell-script.ts';
import type { Invocation } from './invocations.ts';
import { differing, givenOptions, type LiteralTarget, mismatch, type TargetMismatch } from './literal-target.ts';
import { positionalsOf } from './words.ts';

/** Namespaces, contexts, clusters and servers that an invocation names and the environment does not. */
export function kubernetesMismatches(invocation: Invocation, target: KubernetesTarget): readonly TargetMismatch[] {
  const { program, args } = invocation;
  if (!clusterTools.test(program)) return [];
  const serverNames = isKubectl(program) ? ['-s', '--server'] : ['--kube-apiserver'];
  return [
    ...differing(givenOptions(args, ['-n', '--namespace']), target.namespace),
    ...differing(givenOptions(args, ['--context', '--kube-context']), target.context),
    ...differing(givenOptions(args, serverNames), target.server),
    ...givenOptions(args, ['--kubeconfig']).map((given) => mismatch(given, privateKubeconfig)),
    ...(isKubectl(program) ? givenOptions(args, ['--cluster']) : []).flatMap((given) => {
      return differing([given], target.context ?? privateKubeconfig);
    }),
    ...differing(switchedTo(invocation, 'context'), target.context),
    ...differing(switchedTo(invocation, 'namespace'), target.namespace),
    ...everyNamespace(invocation, target),
  ];
}

export const privateKubeconfig = 'the private kubeconfig of the run';

const clusterTools =
  /^(kubectl|oc|k|helm|helm3|kustomize|stern|argocd|flux|velero|kubens|kubectx|istioctl|linkerd|runbook)$/;

export function isClusterTool(program: string): boolean {
  return clusterTools.test(program);
}

function isKubectl(program: string): boolean {
  return /^(kubectl|oc|k)$/.test(program);
}

/** Commands that make another context or namespace the current one, for this and every later action. */
const switches: readonly { readonly to: 'context' | 'namespace'; readonly words: readonly RegExp[] }[] = [
  { to: 'context', words: [/^(kubectl|oc|k)$/, /^config$/, /^use(-context)?$/] },
  { to: 'context', words: [/^(kubectl|oc|k)$/, /^config$/, /^set$/, /^current-context$/] },
  { to: 'context', words: [/^kubectx$/] },
  { to: 'namespace', words: [/^kubens$/] },
  { to: 'namespace', words: [/^oc$/, /^project$/] },
];

function switchedTo({ program, args }: Invocation, to: 'context' | 'namespace'): readonly LiteralTarget[] {
  const words = [program, ...positionalsOf(program, args)];
  return switches
    .filter((candidate) => candidate.to === to)
    .flatMap(({ words: expected }): LiteralTarget[] => {
      const name = expected.every((pattern, index) => pattern.test(words[index] ?? ''))
        ? words[expected.length]
        : undefined;
      const word = args.find(({ literal }) => literal === name);
      const flag = words.slice(0, expected.length).join(' ');
      return name === undefined || word === undefined ? [] : [{ flag, value: name, position: word.position }];
    });
}

const writingVerbs =
  /^(delete|apply|create|patch|edit|replace|scale|autoscale|set|label|annotate|cordon|uncordon|drain|taint|expose|evict|run|exec|cp|prune)$/;

/** A read may look at every namespace; a write would leave the one that was proved. */
function everyNamespace({ program, args }: Invocation, { namespace }: KubernetesTarget): readonly TargetMismatch[] {
  if (namespace === undefined || !isKubectl(program) || !isWrite(program, args)) return [];
  return args
    .filter(({ literal }) => /^(-A|--all-namespaces(=true)?)$/.test(literal ?? ''))
    .map(({ text, position }) => mismatch({ flag: text, value: '', position }, namespace));
}

function isWrite(program: string, args: readonly ShellWord[]): boolean {
  const [verb = '', second = ''] = positionalsOf(program, args);
  return verb === 'rollout' ? /^(undo|restart|pause|resume)$/.test(second) : writingVerbs.test(verb);
}
