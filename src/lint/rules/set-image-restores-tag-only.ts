import { positionalsOf } from '../../classify/words.ts';
import { isKubectl } from '../kubectl.ts';
import type { Rule } from '../rule.ts';

export const setImageRestoresTagOnly: Rule = {
  code: 'set-image-restores-tag-only',
  preset: 'recommended',
  on: 'script',
  title: 'A rollback sets the image and leaves the rest of the broken template.',
  why: `\`kubectl set image\` changes the image and nothing else: variables, limits, probes and configuration of the broken
release stay. What broke may be one of them, and the tag may have been moved to another image since. Restore the whole template.`,
  bad: { as: 'runbook', text: inRollback('kubectl set image deployment/shop shop=registry.example.com/shop:v1.1.0') },
  good: { as: 'runbook', text: inRollback('runbook app undo deployment/shop --to v1.1.0') },
  *check({ invocations, placeOf, isRollback }) {
    if (!isRollback) return;
    for (const invocation of invocations) {
      const { program, args, command } = invocation;
      if (!isKubectl(invocation)) continue;
      const [group, verb, object] = positionalsOf(program, args);
      if (group !== 'set' || verb !== 'image') continue;
      const word = args.find(({ literal, text }) => (literal ?? text) === object || text === 'image');
      yield {
        place: placeOf(word?.position ?? command.position, word?.text ?? ''),
        message: 'Only the image goes back; variables, limits and probes of the broken release stay.',
        hint: 'Restore the whole template:\n  runbook app undo KIND/NAME --to "$VERSION"',
      };
    }
  },
};

function inRollback(command: string): string {
  return `# Roll back shop\n\n## Steps\n\n### Step 1: Go back (1 minute)\n\n\`\`\`bash\n${command}\n\`\`\`\n`;
}
