import type { Invocation } from '../../classify/invocations.ts';
import { hasAnyOption, positionalsOf } from '../../classify/words.ts';
import { isKubectl } from '../kubectl.ts';
import type { Rule } from '../rule.ts';

export const writeWithoutNamespace: Rule = {
  code: 'write-without-namespace',
  preset: 'recommended',
  on: 'runbook',
  title: 'A command changes something in whatever namespace is the current one.',
  why: `Without \`-n\` kubectl takes the namespace of the context that somebody used last: at 3 a.m. perhaps that of another product.
Name it, or declare environments with a namespace in the front matter; the run is then pinned to it and proves it.`,
  bad: { as: 'bash', text: 'kubectl scale deployment/shop --replicas=3' },
  good: { as: 'bash', text: 'kubectl scale deployment/shop --replicas=3 -n shop' },
  *check({ actions, runbook }) {
    if (runbook.environments.some(({ kubernetes }) => kubernetes !== undefined)) return;
    for (const { script } of actions) {
      for (const invocation of script?.invocations ?? []) {
        if (script === undefined || invocation.nested || !changesNamespaced(invocation)) continue;
        yield {
          place: script.placeOf(invocation.command.position, invocation.program),
          message: 'It goes to the namespace that somebody used last, perhaps that of another product.',
          hint: 'Add -n NAMESPACE, or declare environments: with a namespace in the front matter.',
        };
      }
    }
  },
};

const verbs = /^(?:delete|scale|patch|set|rollout|annotate|label|edit|replace|expose|autoscale|exec|cp|run)$/;
const rolloutVerbs = /^(?:undo|restart|pause|resume)$/;
const clusterWide =
  /^(?:no|nodes?|ns|namespaces?|pvs?|persistentvolumes?|crds?|customresourcedefinitions?|clusterroles?|clusterrolebindings?|sc|storageclass(?:es)?|pc|priorityclass(?:es)?|validatingwebhookconfigurations?|mutatingwebhookconfigurations?|apiservices?|project|projects)(?:\/|$)/;

function changesNamespaced(invocation: Invocation): boolean {
  const { program, args } = invocation;
  if (!isKubectl(invocation)) return false;
  const [verb = '', second = '', third = ''] = positionalsOf(program, args);
  if (!verbs.test(verb) || (verb === 'rollout' && !rolloutVerbs.test(second))) return false;
  if (
    hasAnyOption(args, [
      '-n',
      '--namespace',
      '-A',
      '--all-namespaces',
      '-f',
      '--filename',
      '-k',
      '--kustomize',
      '--dry-run=client',
    ])
  )
    return false;
  const object = verb === 'rollout' || verb === 'set' ? third : second;
  return object !== '' && !clusterWide.test(object.toLowerCase());
}
