import { rolloutCalls } from '../kubectl.ts';
import { placeOfWord } from '../place-of-word.ts';
import { replaceCommand, versionInput } from '../replace-command.ts';
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
  *check(script) {
    for (const call of rolloutCalls(script, 'undo')) {
      const { kind, name, word, invocation, namespace } = call;
      if (!/^(?:cm|configmaps?|secrets?)$/i.test(kind)) continue;
      const isSecret = /^s/i.test(kind);
      const better = `kubectl apply -f "config/${name === '' ? 'NAME' : name}-$VERSION.yaml"${namespace}`;
      yield {
        place: placeOfWord(script, invocation, word),
        message: `A ${isSecret ? 'Secret' : 'ConfigMap'} keeps no revisions: kubectl answers this with an error.`,
        hint: `Apply the wanted version from Git:\n  ${better}`,
        fix: isSecret
          ? undefined
          : replaceCommand(script, invocation, {
              title: 'Apply the version from Git',
              text: better,
              input: versionInput,
            }),
      };
    }
  },
};
