import type { Invocation } from '../../classify/invocations.ts';
import { positionalsOf } from '../../classify/words.ts';
import type { Fix } from '../../diagnostics/fix.ts';
import { isKubectl, namespaceOf } from '../kubectl.ts';
import { placeOfWord } from '../place-of-word.ts';
import { replaceCommand, versionInput } from '../replace-command.ts';
import type { Rule } from '../rule.ts';
import type { Script } from '../script.ts';

export const setImageRestoresTagOnly: Rule = {
  code: 'set-image-restores-tag-only',
  preset: 'recommended',
  on: 'script',
  title: 'A rollback sets the image and leaves the rest of the broken template.',
  why: `\`kubectl set image\` changes the image and nothing else: variables, limits, probes and configuration of the broken
release stay. What broke may be one of them, and the tag may have been moved to another image since. Restore the whole template.`,
  bad: { as: 'runbook', text: inRollback('kubectl set image deployment/shop shop=registry.example.com/shop:v1.1.0') },
  good: { as: 'runbook', text: inRollback('runbook app undo deployment/shop --to v1.1.0') },
  *check(script) {
    // What breaks the service in a drill restores nothing.
    if (!script.isRollback || script.action?.role === 'fault') return;
    for (const invocation of script.invocations) {
      const { program, args } = invocation;
      if (!isKubectl(invocation)) continue;
      const [group, verb, object] = positionalsOf(program, args);
      if (group !== 'set' || verb !== 'image') continue;
      const word = args.find(({ literal, text }) => (literal ?? text) === object || text === 'image');
      yield {
        place: placeOfWord(script, invocation, word),
        message: 'Only the image goes back; variables, limits and probes of the broken release stay.',
        hint: 'Restore the whole template:\n  runbook app undo KIND/NAME --to "$VERSION"',
        fix: undoInstead(script, invocation),
      };
    }
  },
};

/** Only where kind and name are one word: `set image deployment/shop …`. */
function undoInstead(script: Script, invocation: Invocation): Fix | undefined {
  const object = invocation.args.find(({ text }) =>
    /^(?:deployments?|deploy|statefulsets?|sts|daemonsets?|ds)\/[\w.$-]+$/i.test(text),
  );
  if (object === undefined) return undefined;
  return replaceCommand(script, invocation, {
    title: 'Restore the whole template',
    text: `runbook app undo ${object.text}${namespaceOf(invocation.args)} --to "$VERSION"`,
    input: versionInput,
  });
}

function inRollback(command: string): string {
  return `# Roll back shop\n\n## Steps\n\n### Step 1: Go back (1 minute)\n\n\`\`\`bash\n${command}\n\`\`\`\n`;
}
