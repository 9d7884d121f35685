import { positionalsOf } from '../../classify/words.ts';
import { isKubectl } from '../kubectl.ts';
import type { Rule } from '../rule.ts';

export const secretRolledBack: Rule = {
  code: 'secret-rolled-back',
  preset: 'legacy',
  on: 'script',
  title: 'A rollback puts an old Secret back.',
  why: `An old Secret undoes every rotation since: the application is locked out of its database, or a leaked password works
again. Roll back ConfigMaps; leave Secrets as they are, unless the Secret itself is what broke, and then say so in a step of its own.`,
  bad: { as: 'runbook', text: inRollback('kubectl apply -f "config/secret-$VERSION.yaml"') },
  good: { as: 'runbook', text: inRollback('kubectl apply -f "config/configmap-$VERSION.yaml"') },
  *check({ invocations, placeOf, isRollback }) {
    if (!isRollback) return;
    for (const invocation of invocations) {
      const { program, args } = invocation;
      if (!isKubectl(invocation)) continue;
      const [verb = ''] = positionalsOf(program, args);
      if (!/^(?:apply|create|replace)$/.test(verb)) continue;
      const word = args.find(({ text }, index) => namesSecretFile(text, args[index - 1]?.text));
      if (word === undefined) continue;
      yield {
        place: placeOf(word.position, word.text),
        message: `${word.text} takes back every credential that was changed since, and may lock the application out.`,
        hint: 'Leave Secrets out of the rollback; restore one only in a step of its own, with a condition.',
      };
    }
  },
};

/** The file of `-f secret-v1.yaml`, `--filename=…/secrets/…`; a flag such as `--from-file` names none. */
function namesSecretFile(text: string, before: string | undefined): boolean {
  const isFile =
    /^(?:-f|--filename|-k|--kustomize)$/.test(before ?? '') || /^(?:-f|--filename=|-k|--kustomize=)\S/.test(text);
  return isFile && /(?:^|[^a-z])secrets?(?:[^a-z]|$)/i.test(text) && !/(?:sealed|external)-?secret/i.test(text);
}

function inRollback(command: string): string {
  return `# Roll back shop\n\n## Steps\n\n### Step 1: Configuration (1 minute)\n\n\`\`\`bash\n${command}\n\`\`\`\n`;
}
