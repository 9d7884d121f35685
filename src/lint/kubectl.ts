import type { Invocation } from '../classify/invocations.ts';
import { positionalsOf } from '../classify/words.ts';
import type { ShellWord } from '../shell/shell-script.ts';
import type { Script } from './script.ts';

/** `kubectl rollout VERB KIND/NAME`, however its words are ordered. */
export interface RolloutCall {
  readonly invocation: Invocation;
  /** As written, in lower case: `deployment`, `deploy`, `configmap`. */
  readonly kind: string;
  /** As written, quotes and variables included. */
  readonly name: string;
  /** The word that names the object. */
  readonly word: ShellWord | undefined;
  /** ` -n production` as written, or nothing. */
  readonly namespace: string;
}

/** Every call of `kubectl rollout VERB` in a script. */
export function rolloutCalls({ invocations }: Pick<Script, 'invocations'>, wanted: string): readonly RolloutCall[] {
  return invocations.flatMap((invocation): readonly RolloutCall[] => {
    if (!isKubectl(invocation)) return [];
    const [group, verb] = positionalsOf(invocation.program, invocation.args);
    if (group !== 'rollout' || verb !== wanted) return [];
    return [callOf(invocation)];
  });
}

/** Every call of `kubectl argo rollouts VERB NAME`, whose objects are Rollouts. */
export function argoCalls({ invocations }: Pick<Script, 'invocations'>, wanted: string): readonly RolloutCall[] {
  return invocations.flatMap((invocation): readonly RolloutCall[] => {
    if (argoVerb(invocation) !== wanted) return [];
    const { args } = invocation;
    const words = args.filter(({ text }, index) => !text.startsWith('-') && !valued.test(args[index - 1]?.text ?? ''));
    const word = words[words.findIndex(({ literal }) => literal === wanted) + 1];
    return [{ invocation, kind: 'rollout', name: word?.text ?? '', word, namespace: namespaceOf(args) }];
  });
}

/** What the plugin is told to do: `status` of `kubectl argo rollouts status`, or of the plugin by its own name. */
export function argoVerb({ program, args }: Pick<Invocation, 'program' | 'args'>): string | undefined {
  const words = positionalsOf(program === 'kubectl-argo-rollouts' ? 'kubectl' : program, args);
  if (program === 'kubectl-argo-rollouts') return words[0];
  return program === 'kubectl' && words[0] === 'argo' && words[1] === 'rollouts' ? words[2] : undefined;
}

export function isKubectl({ program }: Pick<Invocation, 'program'>): boolean {
  return program === 'kubectl' || program === 'oc' || program === 'k';
}

const valued = /^(?:-n|--namespace|--context|--kubeconfig|--to-revision|--timeout|-o|--output|-l|--selector)$/;

function callOf(invocation: Invocation): RolloutCall {
  const { args } = invocation;
  const words = args.filter(({ text }, index) => !text.startsWith('-') && !valued.test(args[index - 1]?.text ?? ''));
  const [, , object, second] = words;
  const [kind = '', ...rest] = (object?.text ?? '').split('/');
  const name = rest.length > 0 ? rest.join('/') : (second?.text ?? '');
  return {
    invocation,
    kind: kind.replace(/^["']/, '').toLowerCase(),
    name,
    word: object,
    namespace: namespaceOf(args),
  };
}

/** ` -n production` as written, or nothing. */
export function namespaceOf(args: readonly ShellWord[]): string {
  const at = args.findIndex(({ text }) => /^(?:-n|--namespace)(?:=|$)/.test(text));
  const word = args[at];
  if (word === undefined) return '';
  if (word.text.includes('=')) return ` -n ${word.text.slice(word.text.indexOf('=') + 1)}`;
  return ` -n ${args[at + 1]?.text ?? ''}`;
}

const workloads: Readonly<Record<string, string>> = {
  deployment: 'deployment',
  deployments: 'deployment',
  deploy: 'deployment',
  'deployment.apps': 'deployment',
  'deployments.apps': 'deployment',
  statefulset: 'statefulset',
  statefulsets: 'statefulset',
  sts: 'statefulset',
  rollout: 'rollout',
  daemonset: 'daemonset',
  daemonsets: 'daemonset',
  ds: 'daemonset',
};

/** `deployment/NAME` for what keeps revisions; undefined for everything else. */
export function workloadOf({ kind, name }: RolloutCall): string | undefined {
  const full = Object.hasOwn(workloads, kind) ? workloads[kind] : undefined;
  return full === undefined || name === '' ? undefined : `${full}/${name}`;
}

/** The value of an option as written: `--to-revision=2`, `--to-revision 2`. */
export function optionText(args: readonly ShellWord[], option: string): ShellWord | undefined {
  const at = args.findIndex(({ text }) => text === option || text.startsWith(`${option}=`));
  const word = args[at];
  return word === undefined || word.text.includes('=') ? word : args[at + 1];
}
