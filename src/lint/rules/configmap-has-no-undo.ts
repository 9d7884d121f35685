import { positionalsOf } from '../../classify/words.ts';
import type { Rule } from '../rule.ts';

export const configmapHasNoUndo: Rule = {
  code: 'configmap-has-no-undo',
  preset: 'legacy',
  on: 'script',
  title: 'A ConfigMap or a Secret cannot be rolled back by kubectl rollout undo.',
  why: `Only Deployments, StatefulSets and DaemonSets keep revisions. For anything else kubectl answers with
\`no visitor method exists\`, and the step fails in the middle of the incident. Keep a file for each version in Git and
apply the wanted one.`,
  bad: { as: 'bash', text: 'kubectl rollout undo configmap/shop-config' },
  good: { as: 'bash', text: 'kubectl apply -f "config/shop-$VERSION.yaml"' },
  *check({ invocations, placeOf }) {
    for (const { program, args, command } of invocations) {
      const [group, verb, first = '', second] = positionalsOf(program, args);
      if (!/^(?:kubectl|oc|k)$/.test(program) || group !== 'rollout' || verb !== 'undo') continue;
      const [kind = '', name = second ?? ''] = first.split('/');
      if (!/^(?:cm|configmaps?|secrets?)$/i.test(kind)) continue;
      const word = args.find(({ literal }) => literal === first);
      const place = placeOf(word?.position ?? command.position, word?.text ?? '');
      yield {
        place,
        message: `A ${/^s/i.test(kind) ? 'Secret' : 'ConfigMap'} keeps no revisions: kubectl answers this with an error.`,
        hint: `Apply the wanted version from Git:\n  kubectl apply -f config/${name === '' ? 'NAME' : name}-$VERSION.yaml`,
      };
    }
  },
};
