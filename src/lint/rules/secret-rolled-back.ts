import { appliedFiles } from '../applied-files.ts';
import { placeOfWord } from '../place-of-word.ts';
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
  *check(script) {
    if (!script.isRollback) return;
    for (const invocation of script.invocations) {
      const word = appliedFiles(invocation, script).find(({ text }) => namesSecret(text));
      if (word === undefined) continue;
      yield {
        place: invocation.nested ? placeOfWord(script, invocation, word) : script.placeOf(word.position, word.text),
        message: `${word.text} takes back every credential that was changed since, and may lock the application out.`,
        hint: 'Leave Secrets out of the rollback; restore one only in a step of its own, with a condition.',
      };
    }
  },
};

/** What is sealed, or fetched from a store, holds no credential that would come back. */
function namesSecret(text: string): boolean {
  return /(?:^|[^a-z])secrets?(?:[^a-z]|$)/i.test(text) && !/(?:sealed|external)-?secret/i.test(text);
}

function inRollback(command: string): string {
  return `# Roll back shop\n\n## Steps\n\n### Step 1: Configuration (1 minute)\n\n\`\`\`bash\n${command}\n\`\`\`\n`;
}
