import { matchesAny } from '../../classify/command-pattern.ts';
import { invocationsOf } from '../../classify/invocations.ts';
import { destructiveCommands } from '../../classify/tables/destructive-commands.ts';
import type { Rule } from '../rule.ts';

export const inlineDestructiveCommand: Rule = {
  code: 'inline-destructive-command',
  preset: 'recommended',
  on: 'runbook',
  title: 'A command that destroys something stands in the middle of a sentence.',
  why: `It is copied from there and run without the proof of the target, without a confirmation and without a trace in the journal. Give it a
fence of its own, with \`{effect=destructive}\`.`,
  bad: { as: 'runbook', text: runbook('Then run `kubectl delete pvc data-shop-0 -n shop` and wait.') },
  good: { as: 'runbook', text: runbook('Then look with `kubectl get pvc -n shop` and wait.') },
  *check({ document, parse }) {
    for (const block of document.blocks) {
      if (block.kind !== 'paragraph' && block.kind !== 'item') continue;
      if (/\b(?:never|do not|don't|must not)\b/i.test(block.text)) continue;
      for (const { kind, text, place } of block.inline) {
        if (kind !== 'code' || !/\s/.test(text.trim())) continue;
        if (/^\s*(?:kubectl|oc)\s+auth\s+can-i\b/.test(text)) continue;
        const found = invocationsOf(parse(text), parse).find(
          (one) => one.args.length > 0 && matchesAny(one, destructiveCommands),
        );
        if (found === undefined) continue;
        yield {
          place,
          message: 'It is copied from here and run without proof of the target, confirmation or trace.',
          hint: 'Give it a fence of its own with {effect=destructive}.',
        };
      }
    }
  },
};

function runbook(text: string): string {
  return `# Clean up\n\n${text}\n\n## Steps\n\n### Step 1: Look (5 seconds)\n\n\`\`\`bash\ndf -h\n\`\`\`\n`;
}
